import { afterEach, expect, test } from 'vitest';
import { createHandWoundWorld, type HandWoundWorld } from '../../rig/hand-wound.ts';
import { everything, lookAt, usersOf, whileWinding } from './base.ts';

let world: HandWoundWorld;
afterEach(async () => await world.close());

/** Five ways of missing something, so many of each: 1,000 on both sides together. */
const N = 200;

const NOTHING = { CreateChatClient: 0, UpdateChatClient: 0, UnlinkChatClient: 0, WriteContact: 0 };

/** As an earlier synchronisation left both sides: everybody there, linked, and alike. */
function plantBothSides({ ploomes, neppo }: HandWoundWorld, count: number): void {
  const number = (n: number): string => String(80_000_000 + n);
  const first = ploomes.plantContacts(count, (n) => ({ name: `Cliente ${n}`, phone: `(11) 9${number(n).slice(0, 4)}-${number(n).slice(4)}` }));
  neppo.plantClients(count, (n) => ({ name: `Cliente ${n}`, phone: `55119${number(n)}`, externalCode: String(first + n) }));
  const key = ploomes.rows('Fields').find((row) => row['Name'] === 'UserName (Neppo)')?.['Key'] ?? null;
  const { users } = usersOf(neppo);
  ploomes.quietly(() => {
    for (const { externalCode, userName } of users.filter((user) => user.externalCode)) {
      ploomes.update('Contacts', Number(externalCode), { OtherProperties: [{ FieldKey: key, StringValue: userName }] });
    }
  });
}

test('SYN-03, SYN-04: a thousand things that webhooks missed on both sides are mended by one reconciliation, with no other change', { timeout: 180_000 }, async () => {
  world = await createHandWoundWorld({ chatBudget: { perMinute: 0 } });
  await whileWinding(world, async () => {
    const base = lookAt(world);
    const { ploomes, neppo } = world;
    await base.run(); // makes the fields
    plantBothSides(world, 6 * N);
    expect(await base.run({ kind: 'reconciliation' })).toMatchObject({ state: 'ended', done: 6 * N, failed: 0, tally: NOTHING });
    const contacts = ploomes.rows('Contacts').map(({ Id }) => Id);
    const group = (n: number): readonly number[] => contacts.slice(n * N, (n + 1) * N);
    const clientIds = new Map(base.clients().map((client) => [Number(client.externalCode), client.id]));
    const idOf = (contact: number): number => clientIds.get(contact) ?? 0;
    const [deleted, renamed, gone, relabelled, unlinked] = [group(0), group(1), group(2), group(3), group(4)];
    ploomes.quietly(() => {
      deleted.forEach((id) => ploomes.remove('Contacts', id));
      renamed.forEach((id) => ploomes.update('Contacts', id, { Name: `Outro ${id}` }));
    });
    neppo.quietly(() => {
      gone.forEach((id) => neppo.removeUser(idOf(id)));
      relabelled.forEach((id) => neppo.saveUser({ id: idOf(id), name: 'Apelido' }));
      unlinked.forEach((id) => neppo.saveUser({ id: idOf(id), externalCode: null }));
    });
    const before = everything(world);

    const asking = await base.run({ kind: 'reconciliation' });
    expect(asking).toMatchObject({ state: 'asking', asks: { because: 'too-many-unlinked', unlinks: N } });
    await world.hub().customerBase.steer(world.connection, 3, 'confirm');
    expect(await base.atRest()).toMatchObject({ state: 'ended', failed: 0 });

    const names = new Map(ploomes.rows('Contacts').map((row) => [row.Id, row['Name']]));
    const linked = base.clients().filter(({ externalCode }) => externalCode !== null);
    expect(linked.map(({ externalCode }) => Number(externalCode)).toSorted((a, b) => a - b)).toEqual(contacts.slice(N));
    expect(linked.filter(({ externalCode, name }) => name !== names.get(Number(externalCode)))).toEqual([]);
    const unlinkedNow = new Set(base.clients().filter(({ externalCode }) => externalCode === null).map(({ id }) => id));
    expect([...unlinkedNow].toSorted((a, b) => a - b)).toEqual(deleted.map(idOf).toSorted((a, b) => a - b));

    // Everything else is as it was, word for word: the clients of contacts that nothing happened to, and the CRM whole.
    const after = everything(world);
    const changed = [...before].filter(([key, text]) => after.get(key) !== text).map(([key]) => key);
    expect(changed.toSorted()).toEqual([...deleted, ...renamed, ...relabelled, ...unlinked].map((id) => `user ${idOf(id)}`).toSorted());
    const made = [...after.keys()].filter((key) => !before.has(key));
    expect([made.length, made.filter((key) => !key.startsWith('user '))]).toEqual([gone.length, []]);
    expect(await base.run({ kind: 'reconciliation' })).toMatchObject({ state: 'ended', tally: NOTHING });
    expect(everything(world)).toEqual(after);
  });
});
