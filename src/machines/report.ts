/** A mistake in an app is the app's to see, and must stop neither the flow nor the process that it runs in. */
export function report(mistake: unknown): void {
  if (typeof reportError === 'function') reportError(mistake);
  else console.error(mistake);
}
