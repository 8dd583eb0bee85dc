export const fieldIn = (form: Element, field: string): HTMLInputElement | null =>
  form.querySelector<HTMLInputElement>(`input[data-field=${field}]`);

/**
 * Empties fields in the way a person would, so that an app that controls a value hears of it too.
 *
 * @param attributes A selector of fields. The slider is never meant: it has no empty place.
 */
export function emptyFields(form: Element, attributes: string): void {
  for (const input of form.querySelectorAll<HTMLInputElement>(`input${attributes}:not([type=range])`)) {
    if (!input.value) continue;
    // The prototype's setter goes past React's own bookkeeping, which would otherwise swallow the event.
    Reflect.set(HTMLInputElement.prototype, 'value', '', input);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
