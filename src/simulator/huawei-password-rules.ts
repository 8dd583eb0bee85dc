const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/];

/** The rules that the documentation of the reset prints, read as its English page words the repeats. */
export function breaksPasswordRules(password: string, account: string): boolean {
  const text = password.toLowerCase();
  const name = account.toLowerCase();
  const mirrored = Array.from(text).reverse().join('');
  return (
    password.length < 8 ||
    password.length > 32 ||
    classes.filter((pattern) => pattern.test(password)).length < 2 ||
    Array.from(password).some((letter, i, all) => letter === all[i + 1] && letter === all[i + 2]) ||
    text.includes(name) ||
    mirrored.includes(name)
  );
}
