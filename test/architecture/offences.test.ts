import { describe, expect, test } from 'vitest';
import { edgesOf } from './import-graph.ts';
import { offencesIn } from './offences.ts';

const offences = (sources: Record<string, string>): readonly string[] => {
  const files = new Map(Object.entries(sources));
  return offencesIn(files, edgesOf(files));
};

const ALLOWED: readonly (readonly [string, string])[] = [
  ['src/domain/contact/a.ts', `import { accepted } from '../kernel/result.ts';`],
  ['src/domain/phone/a.ts', `import parse from 'libphonenumber-js/max';`],
  ['src/domain/kernel/instant.ts', `import { parseISO } from 'date-fns/parseISO'; new Date(0);`],
  ['src/ports/a.ts', `import type { Card } from '../domain/index.ts'; import { Defect } from '../domain/kernel/error.ts';`],
  ['src/ports/a.ts', `import { type Card } from '../domain/index.ts'; export type { Card } from '../domain/index.ts';`],
  ['src/ports/contracts/a.ts', `import assert from 'node:assert/strict'; import { parse } from '../../domain/index.ts'; import '../clock.ts';`],
  ['src/client/a.ts', `import type { Card } from '../domain/card-linking/card.ts'; import type { Page } from '../ports/history.ts'; import './ask.ts';`],
  ['src/adapters/neppo/a.ts', `import * as z from 'zod'; import '../ky/index.ts'; import './wire/user.ts'; import '../../domain/phone/phone.ts';`],
  ['src/adapters/sqlite/a.ts', `import 'kysely'; import 'node:sqlite'; import '../sql/lane-rules.ts';`],
  ['src/adapters/ploomes/simulator/a.ts', `import '@balena/odata-parser'; import './deals.ts'; import type { A } from '../../../domain/index.ts';`],
  ['src/app/modules/a.ts', `import 'inversify'; import '../../domain/index.ts'; import '../../adapters/neppo/index.ts';`],
  ['src/app/container.ts', `import 'reflect-metadata';`],
  ['src/app/host/demo.ts', `import 'commander'; import '../../adapters/neppo/simulator/index.ts'; import '../create-vinculo.ts';`],
  ['test/a.test.ts', `import 'anything'; import '../src/domain/phone/phone.ts';`],
  ['src/domain/card/date.ts', `const at = { crypto: 1 }; at.crypto; Date.parse('2026-01-01');`],
];

const FORBIDDEN: readonly (readonly [string, string, string])[] = [
  ['the domain importing a port', 'src/domain/a/b.ts', `import type { Clock } from '../../ports/index.ts';`],
  ['the domain importing an adapter dynamically', 'src/domain/a/b.ts', `await import('../../adapters/neppo/index.ts');`],
  ['the domain importing zod', 'src/domain/a/b.ts', `import * as z from 'zod';`],
  ['the domain importing a built-in module', 'src/domain/a/b.ts', `import { x } from 'node:util';`],
  ['a phone library outside phone/', 'src/domain/contact/b.ts', `import p from 'libphonenumber-js/max';`],
  ['a phone library that is not max', 'src/domain/phone/b.ts', `import p from 'libphonenumber-js';`],
  ['date-fns outside kernel/instant.ts', 'src/domain/a/b.ts', `import { addDays } from 'date-fns/addDays';`],
  ['the date-fns barrel', 'src/domain/kernel/instant.ts', `import { addDays } from 'date-fns';`],
  ['a port running domain code', 'src/ports/a.ts', `import { decide } from '../domain/index.ts';`],
  ['a port re-exporting domain code', 'src/ports/a.ts', `export { decide } from '../domain/index.ts';`],
  ['a port importing an adapter type', 'src/ports/a.ts', `type A = import('../adapters/neppo/index.ts').A;`],
  ['a port importing a package', 'src/ports/a.ts', `import type { z } from 'zod';`],
  ['a port importing its test kit', 'src/ports/a.ts', `import './contracts/index.ts';`],
  ['a contract importing a test runner', 'src/ports/contracts/a.ts', `import { test } from 'vitest';`],
  ['a contract importing an adapter', 'src/ports/contracts/a.ts', `import '../../adapters/in-memory/index.ts';`],
  ['the client running domain code', 'src/client/a.ts', `import { dialPlan } from '../domain/index.ts';`],
  ['the client running code of a port', 'src/client/a.ts', `import { PortFailure } from '../ports/index.ts';`],
  ['the client importing an adapter', 'src/client/a.ts', `import type { Route } from '../adapters/http/route.ts';`],
  ['the client importing a package', 'src/client/a.ts', `import type { z } from 'zod';`],
  ['the client importing a built-in module', 'src/client/a.ts', `import { randomUUID } from 'node:crypto';`],
  ['an adapter importing app', 'src/adapters/neppo/a.ts', `import type { T } from '../../app/tokens.ts';`],
  ['an adapter importing inversify', 'src/adapters/neppo/a.ts', `import 'inversify';`],
  ['an adapter importing another', 'src/adapters/neppo/a.ts', `import '../ploomes/index.ts';`],
  ['a platform adapter importing sql', 'src/adapters/neppo/a.ts', `import '../sql/index.ts';`],
  ['a store importing ky', 'src/adapters/sqlite/a.ts', `import '../ky/index.ts';`],
  ['an adapter importing deep into ky', 'src/adapters/neppo/a.ts', `import '../ky/retry-after.ts';`],
  ['an adapter using a package of another', 'src/adapters/neppo/a.ts', `import 'kysely';`],
  ['an adapter for browsers using a built-in module', 'src/adapters/in-memory/a.ts', `import 'node:crypto';`],
  ['a client importing its simulator', 'src/adapters/neppo/a.ts', `import './simulator/index.ts';`],
  ['a simulator importing its client', 'src/adapters/neppo/simulator/a.ts', `import type { W } from '../wire/user.ts';`],
  ['a simulator importing our phone code', 'src/adapters/neppo/simulator/a.ts', `import type { P } from '../../../domain/phone/phone.ts';`],
  ['a simulator running domain code', 'src/adapters/neppo/simulator/a.ts', `import { parsePhone } from '../../../domain/index.ts';`],
  ['a simulator importing another', 'src/adapters/neppo/simulator/a.ts', `import '../../ploomes/simulator/index.ts';`],
  ['a simulator importing ky', 'src/adapters/neppo/simulator/a.ts', `import 'ky';`],
  ['app importing deep into an adapter', 'src/app/a.ts', `import '../adapters/neppo/client.ts';`],
  ['app importing deep into the domain', 'src/app/a.ts', `import '../domain/phone/phone.ts';`],
  ['a use case loading a simulator', 'src/app/use-cases/a.ts', `import '../../adapters/neppo/simulator/index.ts';`],
  ['app importing a transport', 'src/app/a.ts', `import 'ky';`],
  ['reflect-metadata elsewhere', 'src/app/tokens.ts', `import 'reflect-metadata';`],
  ['commander outside the host', 'src/app/a.ts', `import 'commander';`],
  ['a file beside the rooms', 'src/index.ts', `import './domain/index.ts';`],
  ['Date.now in the domain', 'src/domain/a/b.ts', `const now = Date.now();`],
  ['new Date() in the domain', 'src/domain/a/b.ts', `const now = new Date();`],
  ['new Date() in kernel/instant.ts', 'src/domain/kernel/instant.ts', `const now = new Date();`],
  ['a Date made outside kernel/instant.ts', 'src/domain/a/b.ts', `const day = new Date(0);`],
  ['Date() in the domain', 'src/domain/a/b.ts', `const now = Date();`],
  ['Math.random in the domain', 'src/domain/a/b.ts', `const id = Math.random();`],
  ['crypto in the domain', 'src/domain/a/b.ts', `const id = crypto.randomUUID();`],
  ['globalThis.crypto in the domain', 'src/domain/a/b.ts', `const id = globalThis.crypto.randomUUID();`],
  ['a front door that exports everything', 'src/domain/index.ts', `export * from './card/card.ts';`],
  ['zod by name', 'src/adapters/neppo/a.ts', `import { z } from 'zod';`],
  ['a folder called utils', 'src/domain/utils/a.ts', ''],
  ['a folder called helpers in the tests', 'test/helpers/a.ts', ''],
];

describe('the layout', () => {
  test.each(ALLOWED)('%s may hold %s', (path, text) => {
    expect(offences({ [path]: text })).toEqual([]);
  });

  test.each(FORBIDDEN)('refuses %s', (_, path, text) => {
    expect(offences({ [path]: text })).toEqual([expect.stringContaining(path)]);
  });

  test('refuses a cycle, also one of types alone, naming the way round', () => {
    expect(offences({
      'src/domain/a.ts': `import type { B } from './b.ts';`,
      'src/domain/b.ts': `export type { C } from './c.ts';`,
      'src/domain/c.ts': `import './a.ts';`,
      'src/domain/d.ts': `import './a.ts';`,
    })).toEqual(['cycle: src/domain/a.ts -> src/domain/b.ts -> src/domain/c.ts -> src/domain/a.ts']);
  });
});
