import type { Path, Source } from '../../domain/mapping/mapping.ts';

/** A source for events that are like this alone. */
export const onlyWhen = (path: Path, like: string | readonly string[], from: Source): Source => ({ when: { path, like }, from });
