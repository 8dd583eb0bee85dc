/**
 * Whether the flow is working on a request. A form keeps what it drew for the last view that was not busy, so that fields,
 * and what is typed into them, stay while the service thinks.
 */
// The charts name every busy state by what it is doing: fetching, checkingSlider, resetting.
export const isBusy = ({ state }: { readonly state: string }): boolean => state.includes('ing');
