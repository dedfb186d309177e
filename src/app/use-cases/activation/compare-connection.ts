import type { ConnectionChange, ConnectionSheet, Difference } from '../../../ports/index.ts';
import { sortedText } from './connection-book.ts';
import type { GivenSystems } from './exchange-systems.ts';

/** What a change would change, field by field. Of systems only what may be shown is told; that a secret differs is told as that. */
export function differencesOf(now: ConnectionSheet, { name, options }: ConnectionChange, systems: GivenSystems): readonly Difference[] {
  return [
    ...(name === undefined ? [] : differing('name', now.name, name)),
    ...Object.entries(options ?? {}).flatMap(([option, after]) => differing(`options.${option}`, new Map<string, unknown>(Object.entries(now.options)).get(option), after)),
    ...Object.entries(systems).flatMap(([system, given]) => systemDifferences(system, now.systems[system === 'neppo' ? 'neppo' : 'ploomes'].settings ?? {}, given)),
  ];
}

const differing = (field: string, before: unknown, after: unknown): readonly Difference[] =>
  sortedText(before) === sortedText(after) ? [] : [{ field, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];

/** A setting that is shown nowhere is a secret. */
function systemDifferences(system: string, shown: Readonly<Record<string, unknown>>, given: unknown): readonly Difference[] {
  const secrets = SECRETS[system] ?? [];
  const after = new Map(Object.entries(parseSettings(given)));
  const names = new Set([...Object.keys(shown), ...after.keys()]);
  const open = [...names].filter((name) => !secrets.includes(name)).flatMap((name) => differing(`${system}.${name}`, shown[name], after.get(name)));
  return open.length > 0 ? open : secrets.map((name) => ({ field: `${system}.${name}`, secret: true }));
}

const parseSettings = (given: unknown): Readonly<Record<string, unknown>> => given as Readonly<Record<string, unknown>>;

const SECRETS: Readonly<Record<string, readonly string[]>> = { ploomes: ['userKey'], neppo: ['credentials'] };
