/** Where the focus lands when there is no field to go to. */
export const landing = { 'data-landing': '', tabIndex: -1 } as const;
