import { afterEach, describe, expect, test } from 'vitest';
import { createAccountBreaker } from '../../src/app/account-breaker.ts';
import { createConsoleTelemetry, createHandClock, createSystemIds } from '../../src/adapters/system/index.ts';
import { createEndOfFailure } from '../../src/app/use-cases/end-of-failure.ts';
import { words } from '../../src/app/wording/index.ts';
import { textOfCode } from '../../src/app/wording/index.ts';
import { addMs, ConfigRejected, Defect, InputRejected, instantOf } from '../../src/domain/index.ts';
import { aDelivery, BEGINNING } from '../../src/ports/contracts/builders.ts';
import { DELIVERY_REASONS, PortFailure, type ClaimedDelivery, type DeliveryState, type PortFailureCode } from '../../src/ports/index.ts';
import { createWorld, type World } from '../rig/world.ts';

const CODES: Readonly<Record<PortFailureCode, 1>> = {
  'port.unreachable': 1, 'port.timed-out': 1, 'port.throttled': 1, 'port.unauthorized': 1, 'port.refused': 1, 'port.missing': 1, 'port.conflict': 1,
  'port.drifted': 1, 'port.ambiguous': 1,
};
const DAY_MS = 24 * 60 * 60_000;

const failures: readonly (readonly [string, unknown])[] = [
  ...Object.keys(CODES).map((code) => [code, new PortFailure(code as PortFailureCode, 'It did not work.', { account: 'ploomes:1' })] as const),
  ['a defect', new Defect('defect.unreachable', 'Broken.')],
  ['a misconfiguration', new ConfigRejected('config.invalid', 'Wrong.')],
  ['refused input', new InputRejected('input.options-invalid', 'Wrong.')],
  ['an error of somebody else', new RangeError('broken')],
  ['no error at all', 'text'],
];

const isTold = (reason: string): boolean =>
  Object.values(words).every((language) => textOfCode(reason, language) !== undefined);

describe('B9: every accepted delivery comes to an end that has a name', () => {
  test.each(failures)('whatever is thrown while it is worked, at once, after many tries and after a week: %s', (_what, failure) => {
    const clock = createHandClock(BEGINNING);
    const ids = createSystemIds();
    const end = createEndOfFailure({ breaker: createAccountBreaker(clock, ids), clock, ids, telemetry: createConsoleTelemetry({ level: 'silent' }) });
    const at = (attempts: number, firstTriedAt = BEGINNING): ClaimedDelivery => ({ ...aDelivery('d1'), seq: 1, attempts, firstTriedAt, laneUpTo: 1, hold: { isSure: () => true, begunBefore: 'no' } });
    const ends = [end(at(0), failure), end(at(9), failure), end(at(50, addMs(instantOf(Date.parse(BEGINNING)), -30 * DAY_MS)), failure)].map((settlement) => settlement.end);
    for (const each of ends) expect('reason' in each && isTold(each.reason)).toBe(true);
    // Nobody tries for ever.
    expect(ends.at(-1)?.type).toBe('set-aside');
  });

  test('every reason has its words in both languages', () => {
    expect(DELIVERY_REASONS.filter((reason) => !isTold(reason))).toEqual([]);
  });
});

describe('B9: over the whole hub', () => {
  let world: World;
  afterEach(async () => await world.close());

  test('every state is reached, each delivery is in one, and what waits or was set aside says why in words', async () => {
    world = await createWorld();
    await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
    for (let at = 0; at < 3; at++) {
      const phone = `551198100000${at}`;
      if (at > 0) world.ploomes.addContact({ name: `Cliente ${at}`, phone: `+${phone}` });
      await world.rest();
      if (at === 2) world.ploomes.faults({ route: 'POST /Deals', status: 400, times: 1 });
      world.neppo.startSession({ phone, group: 'Vendas' });
    }
    await fetch(world.hooks.neppo, { method: 'POST', body: 'no JSON' });
    await fetch(world.hooks.neppo, { method: 'POST', body: '{"entity":"Weather","content":{}}' });
    await world.rest();
    world.ploomes.faults({ status: 503, times: 100 });
    world.neppo.startSession({ phone: '5511981000009', group: 'Vendas' });
    await world.neppo.settled();
    await world.hub().settled();

    const { list, count } = world.hub().deliveries;
    const { rows } = await list({}, { limit: 200 });
    const byState = Map.groupBy(rows, ({ state }) => state);
    const wanted: readonly DeliveryState[] = ['awaiting', 'done', 'later', 'set-aside'];
    expect([...byState.keys()].filter((state) => state !== 'pending').toSorted()).toEqual([...wanted]);
    const counted = await Promise.all(([...wanted, 'pending'] as const).map(async (state) => await count({ state })));
    expect(counted.reduce((sum, each) => sum + each, 0)).toBe(rows.length);
    for (const { state, reason = '', endedAt } of rows) {
      if (state === 'later' || state === 'set-aside') expect(isTold(reason)).toBe(true);
      expect(endedAt === undefined).toBe(state === 'later' || state === 'pending');
    }
    // What is behind one that waits in its lane waits for its turn; nothing else is pending.
    for (const { lane } of byState.get('pending') ?? []) expect(rows.some((row) => row.lane === lane && row.state === 'later')).toBe(true);
    world.ploomes.clearFaults();
  });

  test('HUB-04: a decision names its outcome, in words of both languages', async () => {
    world = await createWorld();
    await world.setOptions({ linking: 'on', mappings: [world.mapping('Vendas', 'Funil de vendas', 'always-create')] });
    world.ploomes.addContact({ name: 'Ana', phone: '+5511981000001' });
    await world.rest();
    world.neppo.startSession({ phone: '5511981000001', group: 'Vendas' });
    await world.rest();
    const { list, show } = world.hub().deliveries;
    for (const { id } of (await list({}, { limit: 200 })).rows) {
      const decision = (await show(id))?.decision;
      const outcome = typeof decision === 'object' && decision !== null && 'outcome' in decision ? String(decision.outcome) : 'none';
      for (const { deliveries } of Object.values(words)) expect(Object.keys(deliveries.outcome)).toContain(outcome);
    }
  });
});
