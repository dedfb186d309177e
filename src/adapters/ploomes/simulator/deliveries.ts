import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultBook, WebhookFault } from './faults.ts';
import type { Store } from './store.ts';
import { childCollections } from './schema.ts';
import type { Kind } from './schema.ts';
import { idOf, numberAt, textAt } from './wire.ts';
import type { Json, Row } from './wire.ts';
import type { Change } from './world.ts';

/** Waiting deliveries, in a table of their own so that a restart sends what was not sent. */
const OUTBOX = '~Outbox';

export interface DeliveryOptions {
  readonly store: Store;
  readonly faults: FaultBook;
  /** Wait before each first attempt. */
  readonly delayMs: number;
  /** Waits between attempts; when they are used up the webhook is switched off, without a word. */
  readonly retryDelaysMs: readonly number[];
}

export interface Deliveries {
  /** Writes a change down for every webhook that asked for it; nothing is sent before `wake`. */
  enqueue(change: Change): void;
  /** Sends what is written down; each webhook gets its deliveries one at a time, oldest first. */
  wake(): void;
  /** Resolves when nothing is waiting any more. */
  settled(): Promise<void>;
  pending(): number;
  close(): Promise<void>;
}

const KEY_HEADER = 'X-Ploomes-Validation-Key';
const ATTEMPT_TIMEOUT_MS = 10_000;
const DEFAULT_FAULT_DELAY_MS = 1000;

export function createDeliveries({ store, faults, delayMs, retryDelaysMs }: DeliveryOptions): Deliveries {
  const working = new Map<number, Promise<void>>();
  const stop = new AbortController();
  const waitingFor = (hookId: number): readonly Row[] => store.rows(OUTBOX).filter((each) => each['HookId'] === hookId);
  const hookOf = (id: number): Row | undefined => {
    const hook = store.get('Webhooks', id);
    return hook?.['Active'] === true ? hook : undefined;
  };
  const done = (delivery: Row): void => {
    store.drop(OUTBOX, idOf(delivery));
    store.commit();
  };

  const attempt = async (hook: Row, delivery: Row): Promise<boolean> => {
    const key = textAt(hook, 'ValidationKey');
    try {
      const response = await fetch(textAt(hook, 'CallbackUrl') ?? '', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(key === undefined ? {} : { [KEY_HEADER]: key }) },
        body: JSON.stringify(delivery['Body']),
        signal: AbortSignal.any([stop.signal, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  };

  const deliver = async (hookId: number, delivery: Row): Promise<void> => {
    for (const waitMs of [delayMs, ...retryDelaysMs]) {
      await sleep(waitMs, undefined, { signal: stop.signal });
      const hook = hookOf(hookId);
      if (!hook || (await attempt(hook, delivery))) return done(delivery);
      stop.signal.throwIfAborted();
    }
    const hook = hookOf(hookId);
    if (hook) store.put('Webhooks', { ...hook, Active: false });
    for (const each of waitingFor(hookId)) store.drop(OUTBOX, idOf(each));
    store.commit();
  };

  const deliverFaulty = async (hookId: number, delivery: Row, fault: WebhookFault): Promise<void> => {
    if (fault.webhooks === 'drop') return done(delivery);
    if (fault.webhooks === 'duplicate') {
      const hook = hookOf(hookId);
      if (hook) await attempt(hook, delivery);
      return deliver(hookId, delivery);
    }
    await sleep(fault.delayMs ?? DEFAULT_FAULT_DELAY_MS, undefined, { signal: stop.signal });
    const next = waitingFor(hookId).find((each) => idOf(each) > idOf(delivery));
    if (next && fault.webhooks === 'reorder') await deliver(hookId, next);
    return deliver(hookId, delivery);
  };

  const work = async (hookId: number): Promise<void> => {
    for (let next = waitingFor(hookId)[0]; next && !stop.signal.aborted; next = waitingFor(hookId)[0]) {
      const fault = faults.forDelivery();
      await (fault ? deliverFaulty(hookId, next, fault) : deliver(hookId, next));
    }
  };
  const start = (hookId: number): void => {
    const run = work(hookId)
      .catch(() => undefined)
      .finally(() => working.delete(hookId));
    working.set(hookId, run);
  };

  return {
    enqueue: (change) => {
      const entityId = change.kind.webhookEntityId;
      if (entityId === undefined) return;
      const action = store.rows('Webhooks@Actions').find((each) => each['Name'] === change.action);
      const actionId = numberAt(action ?? {}, 'Id') ?? 0;
      for (const hook of store.rows('Webhooks')) {
        if (hook['Active'] !== true || hook['EntityId'] !== entityId || hook['ActionId'] !== actionId) continue;
        const body = bodyOf(change, entityId, actionId);
        store.put(OUTBOX, { Id: store.next('id:~Outbox', 1), HookId: idOf(hook), Body: body });
      }
    },
    wake: () => {
      const hooks = new Set(store.rows(OUTBOX).map((each) => numberAt(each, 'HookId') ?? 0));
      for (const hookId of hooks) if (!working.has(hookId) && !stop.signal.aborted) start(hookId);
    },
    settled: async () => {
      while (working.size > 0) await Promise.all(working.values());
    },
    pending: () => store.rows(OUTBOX).length,
    close: async () => {
      stop.abort();
      await Promise.all(working.values());
    },
  };
}

/** What a webhook carries: the row before and after, native columns only; child rows have to be read again. */
function bodyOf({ kind, action, before, after }: Change, entityId: number, actionId: number): Json {
  return {
    Entity: kind.path, EntityId: entityId, Action: action, ActionId: actionId,
    New: after ? nativeColumns(kind, after) : null, Old: before ? nativeColumns(kind, before) : null,
  };
}

function nativeColumns(kind: Kind, row: Row): Row {
  const inside = new Set(childCollections(kind).map(([name]) => name));
  return Object.fromEntries([...kind.columns.keys()].filter((name) => !inside.has(name)).map((name) => [name, row[name] ?? null]));
}
