import { epochMsOf } from '../src/domain/index.ts';
import { createHandWoundWorld, type HandWoundWorld } from '../test/rig/hand-wound.ts';

/** How many contacts; a whole base of 100,000 takes an hour or two of real time, though days of the hub's. */
const CONTACTS = Number(process.env['VINCULO_BENCH_CONTACTS'] ?? 1_000);
const PLOOMES_SHARE = 96;
const NEPPO_SHARE = 60;
/** Calls in a minute that a budget earns in the long run: what is left when a burst and a reserve for the network fit into any 60 s. */
const EARNED = { ploomes: (PLOOMES_SHARE - 6) / 63 * 60, neppo: (NEPPO_SHARE - 6) / 63 * 60 };
const STEP_MS = 250;
const MINUTE_MS = 60_000;

interface Traffic {
  readonly ploomes: number[];
  readonly neppo: number[];
  /** Of contacts, page by page. */
  listings: number;
}

const traffic: Traffic = { ploomes: [], neppo: [], listings: 0 };
let nowMs = (): number => 0;

const counting: typeof fetch = async (input, init) => {
  const request = new Request(input, init);
  const url = decodeURIComponent(request.url).replaceAll('+', ' ');
  const isPloomes = request.headers.has('user-key');
  if (/\/Contacts\?.*Id gt \d+&/.test(url)) traffic.listings += 1;
  if (!url.includes('/oauth2/')) traffic[isPloomes ? 'ploomes' : 'neppo'].push(nowMs());
  return await fetch(request);
};

/** Winds the clock only when nothing can be done without it, so that calls take no time and waiting takes none of ours. */
async function wind(world: HandWoundWorld, until: () => Promise<boolean>): Promise<void> {
  for (let steps = 0; ; steps += 1) {
    await world.hub().settled();
    if (steps % 40 === 0 && await until()) return;
    world.clock.advance(STEP_MS);
  }
}

/** The most calls in any 60 s. */
function busiestMinute(at: readonly number[]): number {
  let [first, most] = [0, 0];
  for (const [last, ms] of at.entries()) {
    while (ms - (at[first] ?? ms) >= MINUTE_MS) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

const shareUsed = (at: readonly number[], fromMs: number, toMs: number, perMinute: number): number =>
  at.filter((ms) => ms >= fromMs && ms <= toMs).length / ((toMs - fromMs) / MINUTE_MS * perMinute);

const world = await createHandWoundWorld({
  hub: { outgoingFetch: counting }, budget: { perMinute: 120 }, chatBudget: { perMinute: NEPPO_SHARE },
  ploomes: { ratePerMinute: 120 }, neppo: { ratePerMinute: NEPPO_SHARE },
});
nowMs = () => epochMsOf(world.clock.now());
try {
  world.ploomes.plantContacts(CONTACTS);
  const { customerBase } = world.hub();
  const [beganMs, heapBefore, realBefore] = [nowMs(), process.memoryUsage().heapUsed, performance.now()];
  Object.assign(traffic, { ploomes: [], neppo: [], listings: 0 });
  await customerBase.start(world.connection, { kind: 'first' });
  let peak = 0;
  await wind(world, async () => {
    peak = Math.max(peak, process.memoryUsage().heapUsed);
    return (await customerBase.progress(world.connection))?.state !== 'running';
  });
  const run = await customerBase.progress(world.connection);
  const [first = beganMs, last = nowMs()] = [traffic.neppo.at(0), traffic.neppo.at(-1)];
  const used = { ploomes: shareUsed(traffic.ploomes, first, last, PLOOMES_SHARE), neppo: shareUsed(traffic.neppo, first, last, NEPPO_SHARE) };
  const told = {
    contacts: CONTACTS, run: { state: run?.state, done: run?.done, failed: run?.failed },
    listings: traffic.listings, mostListings: Math.ceil(1.02 * Math.ceil(CONTACTS / 300)),
    calls: { ploomes: traffic.ploomes.length, neppo: traffic.neppo.length },
    busiestMinute: { ploomes: busiestMinute(traffic.ploomes), neppo: busiestMinute(traffic.neppo) },
    refused: world.ploomes.calls().byStatus['429'] ?? 0,
    shareOfConfiguredUsed: used,
    shareOfEarnedUsed: { ploomes: shareUsed(traffic.ploomes, first, last, EARNED.ploomes), neppo: shareUsed(traffic.neppo, first, last, EARNED.neppo) }, hours: (nowMs() - beganMs) / 3_600_000, realSeconds: (performance.now() - realBefore) / 1000,
    heapGrownMb: (peak - heapBefore) / 2 ** 20,
  };
  process.stdout.write(`${JSON.stringify(told, undefined, 2)}\n`);
  if (run?.state !== 'ended' || traffic.listings > told.mostListings || told.busiestMinute.ploomes > 120) process.exitCode = 1;
} finally {
  await world.close();
}
