import { describe, expect, test } from 'vitest';
import { cell, failureOf, ploomesLab, type Lab } from './lab.ts';

const WANTED = { callbackUrl: "https://hub.example.test/hooks/ploomes/o'clock?x=1&y=2", validationKey: 'k1' };

const registered = ({ simulator }: Lab): readonly string[] =>
  simulator.rows('Webhooks').map((row) => `${cell(row, 'EntityId')}/${cell(row, 'ActionId')} ${cell(row, 'Active')}`).toSorted();

const ALL = ['1/1 true', '1/2 true', '1/3 true', '2/1 true', '2/2 true', '2/3 true'];

describe("Ploomes' webhooks", () => {
  test('ACT-09: contacts and deals, made, changed and deleted, one registration each', async () => {
    await using lab = await ploomesLab();
    expect(await lab.crm.subscriptions.ensure(WANTED)).toEqual({ changed: 6 });
    expect(registered(lab)).toEqual(ALL);
    expect(lab.simulator.rows('Webhooks')[0]).toMatchObject({ CallbackUrl: WANTED.callbackUrl, ValidationKey: 'k1' });
  });

  test('when all stand, one call finds it out', async () => {
    await using lab = await ploomesLab();
    await lab.crm.subscriptions.ensure(WANTED);
    lab.calls();
    expect(await lab.crm.subscriptions.ensure(WANTED)).toEqual({ changed: 0 });
    expect(lab.calls()).toEqual({ 'GET /Webhooks': 1 });
  });

  test('one that Ploomes switched off by itself is put back, and no other is touched', async () => {
    await using lab = await ploomesLab();
    await lab.crm.subscriptions.ensure(WANTED);
    lab.simulator.update('Webhooks', lab.simulator.rows('Webhooks')[3]?.Id ?? 0, { Active: false });
    lab.calls();
    expect(await lab.crm.subscriptions.ensure(WANTED)).toEqual({ changed: 1 });
    expect(lab.calls()).toEqual({ 'GET /Webhooks': 1, 'PATCH /Webhooks(id)': 1 });
    expect(registered(lab)).toEqual(ALL);
  });

  test('one that was deleted is made again', async () => {
    await using lab = await ploomesLab();
    await lab.crm.subscriptions.ensure(WANTED);
    lab.simulator.remove('Webhooks', lab.simulator.rows('Webhooks')[3]?.Id ?? 0);
    expect(await lab.crm.subscriptions.ensure(WANTED)).toEqual({ changed: 1 });
    expect(registered(lab)).toEqual(ALL);
  });

  test('an empty list under load makes no second set', async () => {
    await using lab = await ploomesLab();
    await lab.crm.subscriptions.ensure(WANTED);
    lab.simulator.faults({ route: 'GET /Webhooks', kind: 'empty-list', times: 1 });
    expect(await failureOf(lab.crm.subscriptions.ensure(WANTED))).toMatchObject({ code: 'port.unreachable' });
    expect(registered(lab)).toEqual(ALL);
  });

  test('a set that was cut in the middle is completed', async () => {
    await using lab = await ploomesLab();
    lab.simulator.faults({ route: 'POST /Webhooks', kind: 'status', status: 503, after: 4, times: 1 });
    await failureOf(lab.crm.subscriptions.ensure(WANTED));
    expect(await lab.crm.subscriptions.ensure(WANTED)).toEqual({ changed: 2 });
    expect(registered(lab)).toEqual(ALL);
  });

  test('a failure does not tell the address, whose token is a secret', async () => {
    await using lab = await ploomesLab();
    lab.simulator.faults({ route: 'GET /Webhooks', kind: 'status', status: 500, times: 1 });
    expect((await failureOf(lab.crm.subscriptions.ensure(WANTED))).message).not.toContain('hub.example.test');
  });

  test('removing goes on though somebody removed one meanwhile', async () => {
    await using lab = await ploomesLab();
    await lab.crm.subscriptions.ensure(WANTED);
    lab.simulator.faults({ route: 'DELETE /Webhooks', kind: 'status', status: 404, times: 1 });
    expect(await lab.crm.subscriptions.remove(WANTED.callbackUrl)).toEqual({ changed: 6 });
    expect(lab.simulator.rows('Webhooks')).toHaveLength(1);
  });
});
