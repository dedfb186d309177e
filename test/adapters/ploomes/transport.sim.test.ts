import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { ApiFault } from '../../../src/adapters/ploomes/simulator/index.ts';
import { contactIdOf, failureOf, funnelIdOf, ploomesLab, type Lab } from './lab.ts';

const open = async ({ crm, simulator }: Lab) =>
  await crm.cards.openCard({
    funnelId: funnelIdOf(simulator.rows('Deals@Pipelines')[0]),
    clientId: contactIdOf(simulator.contacts()[0]),
    title: 'Ana', marker: 'm1',
  });

async function prepared(...args: Parameters<typeof ploomesLab>): Promise<Lab> {
  const lab = await ploomesLab(...args);
  lab.simulator.addContact({ name: 'Ana', phone: '+55 11 98765-4321', email: 'ana@example.test' });
  await lab.crm.prepare();
  return lab;
}

const find = async ({ crm, simulator }: Lab) => await crm.contacts.find(contactIdOf(simulator.contacts()[0]));

interface Case {
  readonly title: string;
  readonly fault: ApiFault;
  readonly reading: object;
  readonly writing: object;
  readonly written: number;
}

const CASES: readonly Case[] = [
  { title: '429 with Retry-After', fault: { kind: 'status', status: 429, retryAfter: 7 }, written: 0,
    reading: { code: 'port.throttled', retry: { afterMs: 7000 } }, writing: { code: 'port.throttled', mayHaveHappened: 'no' } },
  { title: '429 without Retry-After', fault: { kind: 'status', status: 429, retryAfter: null }, written: 0,
    reading: { code: 'port.throttled', retry: 'soon' }, writing: { code: 'port.throttled', mayHaveHappened: 'no' } },
  { title: '429 with a date', fault: { kind: 'status', status: 429, retryAfter: 'Mon, 04 May 2026 12:01:00 GMT' }, written: 0,
    reading: { code: 'port.throttled', retry: { afterMs: 60_000 } }, writing: { code: 'port.throttled' } },
  { title: '401', fault: { kind: 'status', status: 401 }, written: 0,
    reading: { code: 'port.unauthorized' }, writing: { code: 'port.unauthorized', mayHaveHappened: 'no' } },
  { title: '403', fault: { kind: 'status', status: 403 }, written: 0,
    reading: { code: 'port.refused', retry: 'never', account: undefined }, writing: { code: 'port.refused', mayHaveHappened: 'no' } },
  { title: '500', fault: { kind: 'status', status: 500 }, written: 0,
    reading: { code: 'port.unreachable', retry: 'soon', mayHaveHappened: 'no' }, writing: { code: 'port.unreachable', mayHaveHappened: 'yes' } },
  { title: '503', fault: { kind: 'status', status: 503 }, written: 0,
    reading: { code: 'port.unreachable' }, writing: { code: 'port.unreachable', mayHaveHappened: 'yes' } },
  { title: 'no answer in time', fault: { kind: 'timeout' }, written: 0,
    reading: { code: 'port.timed-out', retry: 'soon', mayHaveHappened: 'no' }, writing: { code: 'port.timed-out', mayHaveHappened: 'yes' } },
  { title: 'a reset before the write', fault: { kind: 'reset' }, written: 0,
    reading: { code: 'port.unreachable', mayHaveHappened: 'no' }, writing: { code: 'port.unreachable', mayHaveHappened: 'yes' } },
  { title: 'a reset after the write', fault: { kind: 'reset-after-write' }, written: 1,
    reading: { code: 'port.unreachable', mayHaveHappened: 'no' }, writing: { code: 'port.unreachable', mayHaveHappened: 'yes' } },
  { title: 'garbage', fault: { kind: 'garbage' }, written: 1,
    reading: { code: 'port.drifted', mayHaveHappened: 'no' }, writing: { code: 'port.drifted', mayHaveHappened: 'yes' } },
  { title: 'a drifted body', fault: { kind: 'drift' }, written: 1,
    reading: { code: 'port.drifted', mayHaveHappened: 'no' }, writing: { code: 'port.drifted', mayHaveHappened: 'yes' } },
];

describe('trouble with Ploomes becomes a port failure', () => {
  test.each(CASES)('$title', async ({ fault, reading, writing, written }) => {
    await using lab = await prepared({ timeoutMs: 250 });
    lab.simulator.faults({ ...fault, times: 2 });
    const read = await failureOf(find(lab));
    const wrote = await failureOf(open(lab));
    expect(read).toMatchObject(reading);
    expect(wrote).toMatchObject(writing);
    expect(lab.simulator.deals()).toHaveLength(written);

    lab.simulator.clearFaults();
    expect((await find(lab))?.contact.name).toBe('Ana');
  });

  test.each(CASES)('HUB-05: $title tells no personal data and no key', async ({ fault }) => {
    await using lab = await prepared({ timeoutMs: 250 });
    lab.simulator.faults(fault);
    const failure = await failureOf(lab.crm.contacts.findByKeys([
      { kind: 'email', value: 'ana@example.test' as never }, { kind: 'phone', value: '5511m87654321' as never },
    ]));
    const told = `${inspect(failure, { depth: 10 })} ${JSON.stringify(failure)}`;
    for (const secret of ['ana@example.test', '87654321', lab.simulator.userKey]) expect(told).not.toContain(secret);
    expect(failure.message).toContain('GET /Contacts');
  });

  test('a drifted answer names the paths', async () => {
    await using lab = await prepared();
    lab.simulator.faults({ kind: 'drift', times: 1 });
    expect((await failureOf(find(lab))).message).toMatch(/value\.0\./);
  });

  test('an account that is throttled says so for the account', async () => {
    await using lab = await ploomesLab({}, { ratePerMinute: 1 });
    await lab.crm.tryCredential();
    expect(await failureOf(lab.crm.tryCredential())).toMatchObject({ code: 'port.throttled', account: lab.crm.account, retry: { afterMs: 60_000 } });
    lab.wind(61);
    await lab.crm.tryCredential();
  });
});

describe('a credential', () => {
  test('ACT-02: is tried by one cheap call', async () => {
    await using lab = await ploomesLab();
    await lab.crm.tryCredential();
    expect(lab.calls()).toEqual({ 'GET /Account': 1 });
  });

  test('ACT-02: that is wrong is told as unauthorised, for its own account', async () => {
    await using lab = await ploomesLab();
    const wrong = lab.another({ userKey: 'WRONG' });
    expect(await failureOf(wrong.tryCredential())).toMatchObject({ code: 'port.unauthorized', account: wrong.account });
    expect(wrong.account).not.toBe(lab.crm.account);
  });

  test('names the account without showing the key', async () => {
    await using lab = await ploomesLab();
    expect(lab.crm.account).toMatch(/^ploomes:[0-9a-f]{16}$/);
    expect(lab.another().account).toBe(lab.crm.account);
  });
});

describe('every call is told', () => {
  test('HUB-04: by route, with its outcome', async () => {
    await using lab = await prepared();
    await open(lab);
    lab.simulator.faults({ kind: 'status', status: 503, times: 1 });
    await failureOf(open(lab));
    const { account } = lab.crm;
    expect(lab.notes.slice(-2)).toEqual([
      { account, route: 'POST /Deals', outcome: 'ok', ms: 0 },
      { account, route: 'POST /Deals', outcome: 'port.unreachable', ms: 0 },
    ]);
  });
});
