/** Where a browser keeps texts: `localStorage`. */
export type KeptTexts = Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>;

/** What is kept for one agent under one heading. It holds what the agent wrote and chose, and nothing that lets anybody in. */
export interface Shelf {
  entries(): readonly (readonly [name: string, text: string])[];
  holds(name: string): boolean;
  keep(name: string, text: string): void;
  drop(name: string): void;
}

/** Each entry stands by itself, so that two tabs do not write over each other's. */
export function createShelf(storage: KeptTexts, heading: string): Shelf {
  const prefix = `vinculo/${heading}/`;
  return {
    entries: () => orElse<readonly (readonly [string, string])[]>([], () => {
      const names = Array.from({ length: storage.length }, (_, nth) => storage.key(nth)).filter((name) => name?.startsWith(prefix) === true);
      return names.flatMap((name) => {
        const text = name === null ? null : storage.getItem(name);
        return name === null || text === null ? [] : [[name.slice(prefix.length), text] as const];
      });
    }),
    holds: (name) => orElse(false, () => storage.getItem(prefix + name) !== null),
    keep: (name, text) => orElse(undefined, () => storage.setItem(prefix + name, text)),
    drop: (name) => orElse(undefined, () => storage.removeItem(prefix + name)),
  };
}

/** A browser may keep nothing, or no more: then what is written lives as long as the page. */
function orElse<Value>(otherwise: Value, act: () => Value): Value {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
