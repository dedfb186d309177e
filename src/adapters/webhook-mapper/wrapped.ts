import type { Path, Source } from '../../domain/mapping/mapping.ts';

/** The same paths, and after them those below a wrapper: `wrappedIn('order', 'id', 'name')` is `id`, `name`, `order.id`, `order.name`. */
export const wrappedIn = (wrapper: Path, ...paths: readonly Path[]): readonly Path[] =>
  [...paths, ...paths.map((path) => `${wrapper}.${path}`)];

/** Lists of sources for a delivery's identity, as they are and below a wrapper. */
export const identityWrappedIn = (wrapper: Path, ...lists: readonly (readonly Path[])[]): readonly (readonly Source[])[] =>
  [...lists, ...lists.map((paths) => paths.map((path) => `${wrapper}.${path}`))];
