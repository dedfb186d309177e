import type { Container, ServiceIdentifier } from 'inversify';
import { afterEach, describe, expect, test } from 'vitest';
import { createInMemoryChat, createInMemoryCrm, inMemoryConnectors } from '../../src/adapters/in-memory/index.ts';
import { sqliteStore } from '../../src/adapters/sqlite/index.ts';
import { createContainer } from '../../src/app/container.ts';
import { Tokens } from '../../src/app/tokens.ts';

const tokens: readonly (readonly [string, ServiceIdentifier])[] = Object.entries(Tokens);

const OPTIONS = { secretKey: 'a-secret-key-for-tests-only', publicUrl: 'http://localhost:8787' } as const;

describe('the container', () => {
  let opened: Container | undefined;
  const open = async (): Promise<Container> =>
    (opened = await createContainer({ ...OPTIONS, store: sqliteStore(':memory:'), ...inMemoryConnectors(createInMemoryCrm(), createInMemoryChat()) }));
  afterEach(async () => {
    await opened?.get(Tokens.store).close();
    opened = undefined;
  });

  test.each(tokens)('holds %s', async (_name, token) => {
    expect((await open()).get(token)).toBeDefined();
  });

  test('gives each of them once, so that all use the same', async () => {
    const container = await open();
    for (const [, token] of tokens) expect(container.get(token)).toBe(container.get(token));
  });

  test('names no two things alike', () => {
    const names = tokens.map(([, token]) => String(token));
    expect(new Set(names).size).toBe(names.length);
  });

  test('of one hub shares nothing with the container of another', async () => {
    const one = await open();
    const first = [one.get(Tokens.state), one.get(Tokens.connections), one.get(Tokens.breaker)];
    await one.get(Tokens.store).close();
    const other = await open();
    expect([other.get(Tokens.state), other.get(Tokens.connections), other.get(Tokens.breaker)].some((held, at) => held === first[at])).toBe(false);
  });
});
