import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('fixtures/', import.meta.url);

/** The names of a platform's payloads, each one event: `chat-session.started`. */
export const fixturesOf = (platform: 'neppo' | 'ploomes'): readonly string[] =>
  readdirSync(new URL(`${platform}/`, folder)).map((name) => name.replace(/\.json$/, '')).toSorted();

/** The text of a file below `test/fixtures`, as it would arrive. Written by hand; nobody in it exists. */
export const fixture = (path: string): string => readFileSync(new URL(`${path}.json`, folder), 'utf8');
