export const readField = (form: Element | null, field: string): string =>
  form?.querySelector<HTMLInputElement>(`input[data-field="${field}"]`)?.value ?? '';

/** Empties a field the way a person would, so that an app that controls its value hears of it too. */
function emptyField(input: HTMLInputElement): void {
  if (input.value === '') return;
  // The prototype's setter goes past React's own bookkeeping, which would otherwise swallow the event.
  Reflect.set(HTMLInputElement.prototype, 'value', '', input);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

/** @param attribute A selector of attributes. The slider's handle is a field too, and holds no text. */
export function emptyFields(form: Element | null, attribute: string): void {
  for (const input of form?.querySelectorAll<HTMLInputElement>(`input${attribute}`) ?? []) emptyField(input);
}
