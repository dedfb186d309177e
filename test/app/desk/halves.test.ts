import { expect, onTestFinished, test } from 'vitest';
import { sqliteStore } from '../../../src/adapters/sqlite/index.ts';
import type { StoreFactory } from '../../../src/ports/index.ts';
import { attended, BIANCA, CAIO, createDeskWorld, openDesk } from './desk-client.ts';

/** Lets the lane of a conversation read how it stands, and then holds it up. */
function createHoldUp(open: StoreFactory): { readonly store: StoreFactory; arm(): void; readonly reached: Promise<void>; release(): void } {
  const [reached, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  let armed = false;
  return {
    store: async (inside) => {
      const store = await open(inside);
      return {
        ...store,
        deskLists: {
          ...store.deskLists,
          async talk(...asked) {
            const found = await store.deskLists.talk(...asked);
            if (!armed) return found;
            armed = false;
            reached.resolve();
            await released.promise;
            return found;
          },
        },
      };
    },
    arm: () => void (armed = true),
    reached: reached.promise,
    release: () => released.resolve(),
  };
}

test('PAN-06, PAN-11: what was said while a session is passed on is told to whoever has it then, and brings it back to nobody', async () => {
  const holdUp = createHoldUp(sqliteStore(':memory:'));
  const world = await createDeskWorld({ hub: { store: holdUp.store } });
  onTestFinished(async () => await world.close());
  const protocol = await attended(world);
  const [bianca, caio] = [await openDesk(world, BIANCA), await openDesk(world, CAIO)];
  const [hers, his] = [await bianca.follow(), await caio.follow()];
  await Promise.all([hers.until('ready'), his.until('ready')]);
  await new Promise((resolve) => setTimeout(resolve, 1_100)); // Neppo tells whole seconds

  holdUp.arm();
  world.neppo.message(protocol, { from: 'client', text: 'Ainda está aí?' });
  await holdUp.reached;
  world.neppo.transfer(protocol, { agent: 'Caio Nunes' });
  await hers.until('session.remove');
  holdUp.release();

  const toldHim = await his.until('Ainda está aí?');
  await world.rest();
  const lastRow = [...toldHim.matchAll(/^event: session\.upsert\ndata: (.*)$/gm)].at(-1)?.[1];
  expect(lastRow).toContain('"agentName":"Caio Nunes"');
  const next = await attended(world, { phone: '5511912345678', name: 'Outro Cliente' });
  const toldHer = await hers.until(next);
  expect(toldHer.slice(toldHer.indexOf('session.remove'))).not.toContain('Ainda está aí?');
  await Promise.all([hers.leave(), his.leave()]);
});
