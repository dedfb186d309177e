import type { Courier } from './courier.ts';
import { messageTold, type MessageForm } from './message-webhook.ts';
import type { DeliveryRow, NeppoAction, NeppoEntity } from './rows.ts';
import type { Store } from './store.ts';
import type { WebhookFaults } from './webhook-faults.ts';
import type { Json } from './wire-shape.ts';

/** The entities that Neppo's screen offers. */
export const neppoEntities: readonly NeppoEntity[] = [
  'User',
  'Agent',
  'ClassificationServices',
  'ChatSession',
  'AssociationClientsToAgents',
];

/** Those, and messages, whose webhook is configured by itself. */
const webhookSubjects: readonly NeppoEntity[] = [...neppoEntities, 'Message'];

export const isNeppoEntity = (text: string): text is NeppoEntity => webhookSubjects.some((entity) => entity === text);

/** Whether `content` is sent as an object, as a string of JSON, or in turn. */
export type ContentForm = 'alternate' | 'object' | 'string';

const CONTENT_FORMS: readonly string[] = ['alternate', 'object', 'string'];
export const isContentForm = (text: string): text is ContentForm => CONTENT_FORMS.includes(text);

/** Tells the subscribed addresses what changed. */
export interface Webhooks {
  readonly announce: (entity: NeppoEntity, action: NeppoAction, content: Json) => void;
  readonly subscribe: (entity: NeppoEntity, url: string | undefined) => void;
  readonly addresses: () => Partial<Record<NeppoEntity, string>>;
  readonly setContent: (form: ContentForm) => void;
  /** How messages are told from now on. @defaultValue 'a' and 'b' in turn */
  readonly setMessageForm: (form: MessageForm) => void;
  /** From now on webhooks are kept instead of sent, also those of entities that nobody subscribed to. */
  readonly pause: () => void;
  /** Does something that nobody is told, such as furnishing the tenant. */
  readonly quietly: <Result>(act: () => Result) => Result;
  /** The same for as long as it is on. */
  readonly setQuiet: (isQuiet: boolean) => void;
  readonly resume: () => void;
  /** Sends what was left unsent by a simulator that was killed. */
  readonly goOn: () => void;
  /** Resolves when nothing is held back or on its way. */
  readonly idle: () => Promise<void>;
  /** Forgets what is held back or not sent yet. */
  readonly forget: () => void;
  readonly close: () => void;
}

/** Settled deliveries beyond these are forgotten, oldest first. */
const KEPT = 20_000;

export function createWebhooks(store: Store, courier: Courier, faults: WebhookFaults, now: () => number): Webhooks {
  const { deliveries, settings } = store;
  const held = createHoldingShelf((delivery) => courier.hand(delivery));
  const addressOf = (entity: NeppoEntity): string | undefined => settings.text(`webhook:${entity}`);
  let paused = false;
  let quiet = false;

  /** The two forms take turns in pairs, so that both come with their content as an object and as a text. */
  const formOfMessage = (count: number): string => settings.text('messageForm') ?? (count % 4 < 2 ? 'a' : 'b');

  const record = (entity: NeppoEntity, action: NeppoAction, content: Json, named: boolean): DeliveryRow => {
    const count = settings.next('webhooks');
    const told = entity === 'Message' ? messageTold(formOfMessage(count), content, count) : { content, envelope: entityEnvelope(entity, action, named) };
    const body = JSON.stringify({ ...told.envelope, content: contentIn(settings.text('content') ?? 'alternate', told.content, count) });
    const row = deliveries.insert((id) => ({
      id,
      entity,
      action,
      rowId: Number(content['id']),
      url: addressOf(entity) ?? null,
      body,
      state: paused ? 'captured' : 'pending',
      attempts: 0,
      lastStatus: null,
      createdAt: now(),
    }));
    if (row.id > KEPT) deliveries.remove(row.id - KEPT);
    return row;
  };
  return {
    announce: (entity, action, content) => {
      // Messages are told to nobody who did not ask for them, and so are not kept back either.
      if (quiet || ((!paused || entity === 'Message') && addressOf(entity) === undefined)) return;
      const struck = paused ? [] : faults.strike(entity);
      const has = (kind: string): boolean => struck.some((fault) => fault.kind === kind);
      const row = record(entity, action, content, !has('unnamed'));
      if (paused) return;
      if (has('drop')) return void deliveries.put({ ...row, state: 'dropped' });
      const late = struck.find(({ kind }) => kind === 'delay' || kind === 'reorder');
      if (late) return held.hold(row, late);
      courier.hand(row);
      if (has('duplicate')) courier.hand(row);
      held.passed();
    },
    subscribe: (entity, url) => settings.set(`webhook:${entity}`, url),
    addresses: () => Object.fromEntries(webhookSubjects.flatMap((entity) => addressed(entity, addressOf(entity)))),
    setContent: (form) => settings.set('content', form),
    setMessageForm: (form) => settings.set('messageForm', form),
    pause: () => {
      paused = true;
    },
    quietly: (act) => {
      const before = quiet;
      quiet = true;
      try {
        return act();
      } finally {
        quiet = before;
      }
    },
    setQuiet: (isQuiet) => {
      quiet = isQuiet;
    },
    resume: () => {
      paused = false;
    },
    goOn: () => {
      for (const row of deliveries.all()) {
        if (row.state === 'pending') courier.hand(deliveries.put({ ...row, url: addressOf(row.entity) ?? row.url }));
        else if (row.state !== 'captured') deliveries.remove(row.id);
      }
    },
    idle: async () => {
      await held.empty();
      await courier.idle();
    },
    forget: () => {
      held.clear();
      courier.clear();
    },
    close: () => {
      held.clear();
      courier.close();
    },
  };
}

const addressed = (entity: NeppoEntity, url: string | undefined): [NeppoEntity, string][] =>
  url === undefined ? [] : [[entity, url]];

const contentIn = (form: string, content: Json, count: number): Json | string =>
  form === 'string' || (form === 'alternate' && count % 2 === 0) ? JSON.stringify(content) : content;

const entityEnvelope = (entity: NeppoEntity, action: NeppoAction, named: boolean): Json =>
  named ? { type: 'ENTITY', entity, action } : { type: 'ENTITY', action };

interface HoldingShelf {
  readonly hold: (delivery: DeliveryRow, late: { readonly kind: string; readonly delayMs: number }) => void;
  /** Another webhook went by: what was to be overtaken follows it. */
  readonly passed: () => void;
  readonly empty: () => Promise<void>;
  readonly clear: () => void;
}

function createHoldingShelf(release: (delivery: DeliveryRow) => void): HoldingShelf {
  const shelf = new Map<DeliveryRow, { kind: string; timer: NodeJS.Timeout; free: () => void; freed: Promise<void> }>();
  const letGo = (delivery: DeliveryRow): void => {
    const held = shelf.get(delivery);
    shelf.delete(delivery);
    clearTimeout(held?.timer);
    release(delivery);
    held?.free();
  };
  return {
    hold: (delivery, { kind, delayMs }) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      shelf.set(delivery, { kind, timer: setTimeout(() => letGo(delivery), delayMs), free: resolve, freed: promise });
    },
    passed: () => [...shelf].filter(([, { kind }]) => kind === 'reorder').forEach(([delivery]) => letGo(delivery)),
    empty: async () => {
      while (shelf.size > 0) await Promise.all([...shelf.values()].map(({ freed }) => freed));
    },
    clear: () => {
      for (const { timer, free } of shelf.values()) {
        clearTimeout(timer);
        free();
      }
      shelf.clear();
    },
  };
}
