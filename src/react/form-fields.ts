export const fieldIn = (form: Element, field: string): HTMLInputElement | null =>
  form.querySelector<HTMLInputElement>(`input[data-field=${field}]`);

export const readField = (form: Element, field: string): string => fieldIn(form, field)?.value ?? '';

/** Fills a field in the way a person would, so that an app that controls its value hears of it too. */
export function fill(input: HTMLInputElement | null, value: string | number): void {
  if (!input) return;
  // The prototype's setter goes past React's own bookkeeping, which would otherwise swallow the event.
  Reflect.set(HTMLInputElement.prototype, 'value', value, input);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

/** @param attributes A selector of fields. The slider is never meant: it has no empty place. */
export function emptyFields(form: Element, attributes: string): void {
  for (const input of form.querySelectorAll<HTMLInputElement>(`input${attributes}:not([type=range])`)) {
    if (input.value) fill(input, '');
  }
}
