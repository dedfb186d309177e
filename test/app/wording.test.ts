import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { textOfCode, words } from '../../src/app/wording/index.ts';
import { DELIVERY_REASONS } from '../../src/ports/index.ts';
import { readTexts } from '../../tools/texts.ts';

const sourcesBelow = (folder: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => readFileSync(`${folder}/${name}`, 'utf8')).join('\n');

const GIVEN = /\breason: (?:'([\w.-]+)'|`([a-z]+)-\$\{)|\b(?:later|setAside)\(.*, '([a-z][\w.-]*)'\)/g;
/** Why the CRM takes a value of a lead not: no reason of a delivery. */
const OF_VALUES = ['field-unknown', 'value-unfit'];
/** What becomes of a step whose outcome is not known. */
const UNSETTLED = ['not-believable', 'may-still-land'];

const given = ['src/app/use-cases', 'src/app/plan-runner', 'src/adapters/sql', 'src/adapters/sqlite', 'src/adapters/neppo', 'src/adapters/ploomes']
  .flatMap((folder) => [...sourcesBelow(folder).matchAll(GIVEN)])
  .flatMap(([, literal, about, argument]) => (about === undefined ? [literal ?? argument ?? ''] : UNSETTLED.map((why) => `${about}-${why}`)));

test('HUB-04: every reason that a delivery is given is one of those that are published', () => {
  expect(given).toEqual(expect.arrayContaining(['connection-inactive', 'card-may-still-land', 'plan-version-unknown', 'conflict']));
  expect(given.filter((reason) => !DELIVERY_REASONS.some((known) => known === reason) && !OF_VALUES.includes(reason))).toEqual([]);
});

test.each(['pt-BR', 'en'] as const)('every reason and every error code is told in %s', (language) => {
  const codes = Object.keys(readTexts('.', 'docs/reference/errors.json'));
  for (const code of [...DELIVERY_REASONS, ...codes]) expect(textOfCode(code, words[language]), code).toBeTruthy();
  expect(textOfCode('nothing-such', words[language])).toBeUndefined();
});
