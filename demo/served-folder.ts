/**
 * Vite takes `#`, `?` and `%` in the path of a folder for parts of an address: it fails without naming them, or serves an
 * empty page.
 * @throws when the folder's path has one of them.
 */
export function expectServable(folder: string): void {
  const [sign] = /[#?%]/.exec(folder) ?? [];
  if (sign) throw new Error(`Vite cannot serve a folder with "${sign}" in its path. Move or rename: ${folder}`);
}
