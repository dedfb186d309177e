import { expect, onTestFinished, test } from 'vitest';
import { createNeppoSimulator } from '../../../src/adapters/neppo/simulator/index.ts';
import { epochMsOf } from '../../../src/domain/index.ts';
import { createEmptyHub, type EmptyHub } from '../../rig/empty-hub.ts';

const ROUND_MS = 5 * 60_000;
const [CONNECTIONS, AT_ONCE] = [7, 4];
const ANSWER_MS = 15;

/** How many connections are asked about at the same moment, by the chats that are being called. */
function createCrowd() {
  const under = new Map<string, number>();
  let most = 0;
  let broken = '';
  const watched: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { host } = new URL(request.url);
    under.set(host, (under.get(host) ?? 0) + 1);
    most = Math.max(most, [...under].filter(([each, calls]) => chats.has(each) && calls > 0).length);
    await new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
    return await (host === broken ? Promise.reject(new TypeError('fetch failed')) : fetch(request)).finally(() => under.set(host, (under.get(host) ?? 0) - 1));
  };
  const chats = new Set<string>();
  return { watched, chats, most: (): number => most, forget: (): void => void (most = 0), breakOff: (host: string): void => void (broken = host) };
}

/** One Ploomes with many environments of Neppo, each a connection at work (ACT-12). */
async function manyConnections(): Promise<{ readonly desk: EmptyHub; readonly crowd: ReturnType<typeof createCrowd>; readonly ids: readonly string[] }> {
  const crowd = createCrowd();
  const desk = await createEmptyHub(onTestFinished, { hub: { outgoingFetch: crowd.watched } });
  const ids = Array.from({ length: CONNECTIONS }, (_, n) => `acme-${n}`);
  for (const id of ids) {
    const neppo = await createNeppoSimulator({ clock: { now: () => epochMsOf(desk.clock.now()) } });
    onTestFinished(async () => await neppo.stop());
    const { url } = neppo;
    await desk.hub.connections.add({ id, name: id, ploomes: desk.given.ploomes, neppo: { ...desk.given.neppo, tenantUrl: url, gatewayUrl: url, tokenUrl: `${url}/oauth2/token` } });
    crowd.chats.add(new URL(url).host);
  }
  crowd.forget();
  return { desk, crowd, ids };
}

test('ACT-07: a round looks at every connection, a few at a time; whatever is wrong with one is told of that one alone', { timeout: 60_000 }, async () => {
  const { desk, crowd, ids } = await manyConnections();
  const seen = async (): Promise<readonly string[]> => await Promise.all(ids.map(async (id) => {
    const last = await desk.hub.doctor.last(id);
    return last === 'never' || last === undefined ? 'never' : last.findings.find((finding) => finding.id === 'neppo-credential')?.seen ?? '';
  }));
  const [dead] = crowd.chats;
  crowd.breakOff(dead ?? '');
  desk.clock.advance(ROUND_MS);
  await expect.poll(seen, { timeout: 20_000 }).toEqual(['unreachable', ...ids.slice(1).map(() => 'accepted')]);
  expect(crowd.most()).toBeGreaterThan(1);
  expect(crowd.most()).toBeLessThanOrEqual(AT_ONCE);
});
