/** One idempotency key for each wish, however often it is sent. */
export interface WishKeys {
  /** The key of a wish, told apart from others by what it holds. */
  of(...wish: readonly unknown[]): { readonly key: string };
  /** The wish that was asked for last gets another key the next time. */
  dropLast(): void;
}

export function createWishKeys(): WishKeys {
  const keys = new Map<string, string>();
  let last = '';
  return {
    of(...wish) {
      last = JSON.stringify(wish);
      const key = keys.get(last) ?? crypto.randomUUID();
      keys.set(last, key);
      return { key };
    },
    dropLast: () => void keys.delete(last),
  };
}
