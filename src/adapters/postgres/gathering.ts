import { isPortFailure } from '../../ports/failures.ts';
import { isStoreTrouble } from '../sql/handling.ts';

/** Lets those who come while others are under way share one way to the database and back. */
export interface Gathering<Unit, Result> {
  /** Fails with the unit's own failure, or with that of the way. */
  carry(unit: Unit): Promise<Result>;
  isQuiet(): boolean;
  /** Resolves when all that were given so far have arrived. */
  arrived(): Promise<void>;
}

export interface GatheringParts<Unit, Result> {
  /** Carries them whole or not at all; gives their results in the same order. It may be tried again with some of them. */
  readonly way: (units: readonly Unit[]) => Promise<readonly Result[]>;
  /** So many are under way at once. */
  readonly ways: number;
  /** So many units share one. */
  readonly most: number;
  /** Two units that have one of these in common keep their order: they never go side by side. */
  readonly orderOf?: (unit: Unit) => readonly string[];
  /** How long one waits for company that nobody is in a hurry for. @defaultValue 0 for all */
  readonly pauseMs?: (unit: Unit) => number;
}

interface Traveller<Unit, Result> {
  readonly unit: Unit;
  readonly order: readonly string[];
  readonly goes: 'with others' | 'alone';
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/** Nobody is looked for further back than this, when those in front have to wait for others. */
const LOOKED_AT = 2_000;

export function createGathering<Unit, Result>({ way, ways, most, orderOf = () => [], pauseMs = () => 0 }: GatheringParts<Unit, Result>): Gathering<Unit, Result> {
  type Party = readonly Traveller<Unit, Result>[];
  let waiting: Traveller<Unit, Result>[] = [];
  let called = false;
  let later: NodeJS.Timeout | undefined;
  const underWay = new Set<Party>();
  const watchers: (() => void)[] = [];

  function nextParty(): Party {
    const kept = new Set([...underWay].flat().flatMap(({ order }) => order));
    const party: Traveller<Unit, Result>[] = [];
    const left: Traveller<Unit, Result>[] = [];
    for (const traveller of waiting.slice(0, LOOKED_AT)) {
      const mayGo = party.length < most && mayJoin(party, traveller) && !traveller.order.some((one) => kept.has(one));
      if (!mayGo) for (const one of traveller.order) kept.add(one);
      (mayGo ? party : left).push(traveller);
    }
    waiting = [...left, ...waiting.slice(LOOKED_AT)];
    return party;
  }

  function setOut(): void {
    called = false;
    clearTimeout(later);
    later = undefined;
    while (underWay.size < ways) {
      const party = nextParty();
      if (party.length === 0) return;
      underWay.add(party);
      void travel(way, party).then((left) => arrive(party, left));
    }
  }

  function arrive(party: Party, left: Party): void {
    underWay.delete(party);
    waiting = [...left, ...waiting];
    setOut();
    if (isQuiet()) for (const tell of watchers.splice(0)) tell();
  }

  // All of one turn of the event loop go together.
  function call(): void {
    if (called) return;
    called = true;
    setImmediate(setOut);
  }

  function callWithin(ms: number): void {
    if (ms > 0) later ??= setTimeout(call, ms);
    else call();
  }

  const isQuiet = (): boolean => underWay.size === 0 && waiting.length === 0;

  return {
    carry: (unit) =>
      new Promise((resolve, reject) => {
        waiting.push({ unit, order: orderOf(unit), goes: 'with others', resolve, reject });
        callWithin(pauseMs(unit));
      }),
    isQuiet,
    arrived: async () => (isQuiet() ? undefined : await new Promise((resolve) => watchers.push(resolve))),
  };
}

type Travellers<Unit, Result> = readonly Traveller<Unit, Result>[];

const mayJoin = <Unit, Result>(party: Travellers<Unit, Result>, { goes }: Traveller<Unit, Result>): boolean =>
  party.length === 0 || (goes === 'with others' && party[0]?.goes === 'with others');

/**
 * A party that cannot go together for the sake of one of them is parted, until that one fails alone.
 *
 * @returns those who are to go again, each alone: one of them is held up, and the others need not be.
 */
async function travel<Unit, Result>(way: GatheringParts<Unit, Result>['way'], party: Travellers<Unit, Result>): Promise<Travellers<Unit, Result>> {
  try {
    const results = await way(party.map(({ unit }) => unit));
    for (const [place, result] of results.entries()) party[place]?.resolve(result);
    return [];
  } catch (error) {
    if (party.length > 1 && isHeldUp(error)) return party.map((traveller) => ({ ...traveller, goes: 'alone' }));
    if (party.length > 1 && !isStoreTrouble(error)) return await travelParted(way, party);
    for (const { reject } of party) reject(error);
    return [];
  }
}

async function travelParted<Unit, Result>(way: GatheringParts<Unit, Result>['way'], party: Travellers<Unit, Result>): Promise<Travellers<Unit, Result>> {
  const half = Math.ceil(party.length / 2);
  const left = await travel(way, party.slice(0, half));
  // Whoever goes again must not be overtaken.
  if (left.length > 0) return [...left, ...party.slice(half)];
  return await travel(way, party.slice(half));
}

const isHeldUp = (error: unknown): boolean => isPortFailure(error) && error.code === 'port.timed-out';
