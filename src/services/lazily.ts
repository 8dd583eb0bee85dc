/** Made when first needed, and once: schemas cost time that an import should not. */
export function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
