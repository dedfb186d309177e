import { effect, signal, type ReadonlySignal } from '@preact/signals';
import { isDeskProblem, type DeskClient, type DeskProblem, type FollowedEvent } from '../../../../client/index.ts';
import type { SessionComment } from '../../../../domain/attendance/sighting.ts';
import type { Shelf } from './agent-shelf.ts';
import type { Alarms } from './alarms.ts';
import { isPassing, keptText, parseKept, resumed, wasNotDone, type OutboxItem } from './outbox-item.ts';
import { createPostman } from './outbox-post.ts';

/** What the agent wrote and the hub does not tell of yet, of all sessions. */
export interface Outbox {
  /** In the order in which it was written. */
  readonly items: ReadonlySignal<readonly OutboxItem[]>;
  add(item: Pick<OutboxItem, 'protocol' | 'kind' | 'text' | 'file' | 'body'>): void;
  tryAgain(key: string): void;
  discard(key: string): void;
  hear(event: FollowedEvent): void;
  /** These keys stand in what was loaded. */
  arrived(keys: readonly string[]): void;
  /** Things may be better: what waits is sent, and what the hub kept is asked after. */
  wake(): void;
}

export interface OutboxNeeds {
  readonly desk: DeskClient;
  readonly shelf: ReadonlySignal<Shelf | undefined>;
  /** The name that the agent's own comments come back with. */
  readonly author: ReadonlySignal<string | undefined>;
  /** Loads what the stream ought to have told of by now. */
  catchUp(protocol: string): Promise<void>;
  readonly alarms: Alarms;
  now(): number;
  readonly signal: AbortSignal;
}

const SHORTEST_REST_MS = 2_000;
const LONGEST_REST_MS = 30_000;
/** The stream tells of what was done in a fraction of this. */
const TOLD_WITHIN_MS = 3_000;

export function createOutbox({ desk, shelf, author, catchUp, alarms, now, signal: closing }: OutboxNeeds): Outbox {
  const items = signal<readonly OutboxItem[]>([]);
  const running = new Set<string>();
  /** What the browser took: where it is gone from there, another tab of the agent's has sent it or thrown it away. */
  const shelved = new Set<string>();
  /** What ended badly before its answer said that it was kept. */
  const endedBadly = new Set<string>();
  const post = createPostman(desk, closing);
  let nth = 0;
  let rests = 0;
  let isResting = false;

  const find = (key: string): OutboxItem | undefined => items.peek().find((item) => item.key === key);
  const remove = (key: string): void => {
    shelf.peek()?.drop(key);
    shelved.delete(key);
    if (find(key) !== undefined) items.value = items.peek().filter((item) => item.key !== key);
  };

  function put(item: OutboxItem): void {
    const others = items.peek();
    items.value = others.some(({ key }) => key === item.key) ? others.map((each) => (each.key === item.key ? item : each)) : [...others, item];
    keep(item);
  }

  function keep(item: OutboxItem): void {
    const { key, state, body } = item;
    if (state === 'done') shelf.peek()?.drop(key);
    else if (body === undefined && !isGone(key)) shelf.peek()?.keep(key, keptText(item));
    if (shelf.peek()?.holds(key) === true) shelved.add(key);
  }

  const isGone = (key: string): boolean => shelved.has(key) && shelf.peek()?.holds(key) === false;

  /** Though it was gone from the browser: the agent sees it here. */
  function keepAnew(item: OutboxItem): void {
    shelved.delete(item.key);
    put(item);
  }

  /** One after the other, as they were written; sessions do not wait for each other. */
  async function run(protocol: string): Promise<void> {
    if (running.has(protocol)) return;
    running.add(protocol);
    try {
      for (let next = nextOf(protocol); next !== undefined; next = nextOf(protocol)) await sendOut(next);
    } finally {
      running.delete(protocol);
    }
  }

  const nextOf = (protocol: string): OutboxItem | undefined =>
    (isResting || closing.aborted || shelf.peek() === undefined ? undefined : items.peek().find((item) => item.protocol === protocol && item.state === 'waiting'));

  async function sendOut(waiting: OutboxItem): Promise<void> {
    const { key, protocol } = waiting;
    if (isGone(key)) return keepAnew({ ...waiting, state: 'refused' });
    put({ ...waiting, state: 'sending' });
    try {
      const outcome = await post(waiting, (ref) => changed(key, { ref }));
      rests = 0;
      if (outcome === 'later') isKept(key);
      else isDone(key, protocol);
    } catch (thrown) {
      if (closing.aborted) return;
      if (!isDeskProblem(thrown)) throw thrown;
      failed(key, thrown);
    }
  }

  /** It may have been heard of while its answer was on its way. */
  function changed(key: string, change: Partial<OutboxItem>): void {
    const item = find(key);
    if (item !== undefined) put({ ...item, ...change });
  }

  function isKept(key: string): void {
    if (find(key)?.state === 'sending') changed(key, { state: endedBadly.delete(key) ? 'waiting' : 'kept' });
  }

  function isDone(key: string, protocol: string): void {
    changed(key, { state: 'done' });
    if (find(key) === undefined) return;
    alarms.set(`told ${key}`, TOLD_WITHIN_MS, () => void catchUp(protocol).then(() => remove(key), () => remove(key)));
  }

  function failed(key: string, problem: DeskProblem): void {
    endedBadly.delete(key);
    if (!isPassing(problem)) return changed(key, { state: 'refused', problem });
    changed(key, { state: 'waiting' });
    isResting = true;
    alarms.set('outbox', Math.min(LONGEST_REST_MS, SHORTEST_REST_MS * 2 ** rests++), wake);
  }

  function wake(): void {
    isResting = false;
    alarms.cancel('outbox');
    for (const item of items.peek()) if (item.state === 'kept') changed(item.key, { state: 'waiting' });
    for (const protocol of new Set(items.peek().map((item) => item.protocol))) void run(protocol);
  }

  /** Under the same key the hub says how it ended, and why. */
  function ended({ key, act, result }: Extract<FollowedEvent, { type: 'act.ended' }>['data']): void {
    const item = find(key);
    if (item === undefined) return;
    if (result === 'done') return act === 'comment' ? remove(key) : isDone(key, item.protocol);
    if (item.state === 'kept') {
      changed(key, { state: 'waiting' });
      void run(item.protocol);
    } else if (item.state === 'sending') endedBadly.add(key);
  }

  /** A comment comes back without its key. */
  function commented(protocol: string, { text, author: by }: SessionComment): void {
    if (by !== undefined && author.peek() !== undefined && by !== author.peek()) return;
    const own = items.peek().find((item) => item.protocol === protocol && item.kind === 'comment' && item.text === text && item.state !== 'refused' && item.state !== 'waiting');
    if (own !== undefined) remove(own.key);
  }

  function restored(on: Shelf, key: string, text: string): readonly OutboxItem[] {
    const read = parseKept(key, text);
    const item = read === undefined ? undefined : resumed(read, now());
    if (read !== undefined && item === undefined) on.drop(key);
    return item === undefined ? [] : [item];
  }

  /** What this agent had written before the page was loaded anew goes out first. */
  const stop = effect(() => {
    const on = shelf.value;
    if (on === undefined) return;
    queueMicrotask(() => {
      const before = on.entries().flatMap(([key, text]) => (find(key) === undefined ? restored(on, key, text) : [])).toSorted((a, b) => a.at - b.at || a.nth - b.nth);
      nth = Math.max(nth, ...before.map((item) => item.nth + 1));
      items.value = [...before, ...items.peek()];
      items.peek().forEach(keep);
      wake();
    });
  });
  closing.addEventListener('abort', stop, { once: true });

  return {
    items, wake,
    add(item) {
      put({ ...item, key: crypto.randomUUID(), at: now(), nth: nth++, state: 'waiting' });
      void run(item.protocol);
    },
    tryAgain(key) {
      const item = find(key);
      if (item?.state !== 'refused') return;
      const { problem, ref, ...rest } = item;
      // Where another tab has tried it, the first key tells what became of it.
      const isAnew = problem !== undefined && wasNotDone(problem) && !isGone(key);
      if (isAnew) remove(key);
      keepAnew({ ...rest, ...(isAnew || ref === undefined ? {} : { ref }), key: isAnew ? crypto.randomUUID() : key, state: 'waiting' });
      void run(item.protocol);
    },
    discard(key) {
      const state = find(key)?.state;
      // What is on its way cannot be called back.
      if (state === 'refused' || state === 'waiting') remove(key);
    },
    hear(event) {
      if (event.type === 'act.ended') ended(event.data);
      if (event.type === 'comment.new') commented(event.data.protocol, event.data.comment);
      if ((event.type === 'message.new' || event.type === 'message.patch') && event.data.message.clientKey !== undefined) remove(event.data.message.clientKey);
    },
    arrived: (keys) => keys.forEach(remove),
  };
}
