import { isUtf8 } from 'node:buffer';
import { hashToken, type SecretBox } from '../../../adapters/system/index.ts';
import { addMs, type Instant } from '../../../domain/index.ts';
import { keysOfLead } from '../../../domain/lead/index.ts';
import type { Incoming } from '../../../domain/mapping/index.ts';
import type {
  Clock, DeliveryReason, HandshakeAnswer, Hook, Hooks, HookSigns, IdSource, Inbox, NewDelivery, Platform, RawRequest, RefusingIntegration, Telemetry, VerifyAuthenticity, WebhookIntake, WebhookTaken,
} from '../../../ports/index.ts';
import { lanes, parseDeliveryId } from '../../deliveries.ts';
import { inTurns } from '../../in-turns.ts';
import { personSubjects, subjects } from '../../subjects.ts';
import { createAstrayCount } from '../count-astray.ts';
import { createHeldCount } from '../held-count.ts';
import { signingSecrets } from './integration-secrets.ts';
import { keptRequest } from './kept-request.ts';
import { leadKeyOf } from './lead-work.ts';
import type { ListeningIntegration, ListeningIntegrations } from './listening-integrations.ts';
import { peopleIn } from './people-in.ts';
import type { DeliveryReading } from './read-delivery.ts';
import type { SeenStructures } from './see-structure.ts';

/** Takes a request apart, or says why it cannot be. */
export type TakeApart = (request: RawRequest) => { readonly ok: true; readonly value: Incoming } | { readonly ok: false; readonly reason: string };

export interface TakeWebhookNeeds {
  readonly hooks: Hooks;
  readonly hookSigns: HookSigns;
  readonly inbox: Inbox;
  readonly listening: ListeningIntegrations;
  readonly takeApart: TakeApart;
  readonly verify: VerifyAuthenticity;
  readonly reading: DeliveryReading;
  readonly structures: SeenStructures;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly box: SecretBox;
  readonly telemetry: Telemetry;
  /** The address under which platforms reach the hub: some sign it. */
  readonly publicUrl: string;
}

const SYSTEM = 'webhook';
/** The largest body that is taken. */
const MOST_BYTES = 1024 * 1024;
/** The moments of a hook's last receipts are kept no finer: each costs a write. */
const RECEIPT_EVERY_MS = 60_000;
const TAKEN: HandshakeAnswer = { status: 200, body: '{"received":true}', contentType: 'application/json' };

/** Accepts what platforms send, then works (HUB-01): a delivery is shown to be the platform's own, and durable, before it is answered (WHK-07). */
export function createTakeWebhook({ hooks, hookSigns, inbox, listening, takeApart, verify, reading, structures, clock, ids, box, telemetry, publicUrl }: TakeWebhookNeeds): WebhookIntake {
  const countAstray = createAstrayCount({ hookSigns, clock, telemetry });
  const countRefused = createHeldCount<RefusingIntegration & { readonly why: string }>(clock, ({ connection, integration, why }) => `${connection} ${integration} ${why}`, ({ why, ...integration }, lastAt, count) => {
    hookSigns.noteRefused(integration, { why, lastAt, count }).catch(() => telemetry.log('warn', 'webhook.refusal-not-counted', integration));
  });
  const noted = new Map<string, Instant>();

  const refuse = (outcome: Exclude<WebhookTaken, { answer: HandshakeAnswer }>['outcome'], reason: string = outcome): WebhookTaken => {
    telemetry.count('vinculo_deliveries_refused_total', { system: SYSTEM, reason });
    return { outcome };
  };

  function unknown(hook: Hook | undefined): WebhookTaken {
    countAstray({ system: SYSTEM, ...(hook === undefined ? {} : { connection: hook.connection }) });
    return refuse('unknown-token');
  }

  /** Not waited for: the answer is given for what is durable, and this is for people who look after the hub. */
  function noteReceipt(tokenHash: string, { connection }: Hook): void {
    const now = clock.now();
    const before = noted.get(tokenHash);
    if (before !== undefined && now < addMs(before, RECEIPT_EVERY_MS)) return;
    noted.set(tokenHash, now);
    hooks.noteReceipt(tokenHash, now).catch(() => telemetry.log('warn', 'hook.receipt-not-noted', { connection }));
  }

  /** Of whom it is, as far as it can be told at the door; what is mapped by a callback cannot. */
  async function placed(delivery: NewDelivery, { integration, platform }: ListeningIntegration, incoming: Incoming): Promise<NewDelivery> {
    const { mark, by } = reading.nameOf(platform, integration.id, incoming);
    const events = platform.callback !== undefined ? [] : (await reading.map(integration, incoming)).events;
    const mapped = (await inTurns(events, ({ lead }) => personSubjects(box, keysOfLead(lead)))).flat();
    const about = mapped.length > 0 ? mapped : personSubjects(box, peopleIn(incoming.body));
    const [first, second] = events;
    const key = first === undefined || second !== undefined ? undefined : leadKeyOf(box, first.lead);
    return {
      ...delivery,
      lane: key === undefined ? lanes.leadOf(delivery.id) : lanes.lead(key),
      subjects: [...delivery.subjects ?? [], ...new Set(about)],
      ...(by === 'identity' ? { repeatKey: `webhook/${mark}` } : {}),
    };
  }

  async function keep(hook: Hook, receivedAt: Instant, { listener, parts }: Extract<Judged, { outcome: 'taken' }>, request: RawRequest): Promise<WebhookTaken> {
    const { integration, platform, scheme } = listener;
    const taken = parts ?? takeApart(request);
    const kept = keptRequest(request, integration.id, { platform, scheme: scheme.scheme }, taken.ok ? taken.value.body : undefined);
    const id = parseDeliveryId(ids.id());
    const delivery: NewDelivery = {
      ...kept, id, connection: hook.connection, source: SYSTEM, kind: platform.id, lane: lanes.unread, receivedAt, subjects: [subjects.integration(integration.id)],
      ...(taken.ok ? {} : { unusable: { reason: reasonOf(taken.reason), detail: `The body cannot be read: ${taken.reason}. Let the platform send JSON or a form.` } }),
    };
    const [accepted] = await inbox.accept([taken.ok ? await placed(delivery, listener, taken.value) : delivery]);
    const outcome = accepted?.repeated === true ? 'repeated' : taken.ok ? 'stored' : 'set-aside';
    if (outcome === 'stored' && taken.ok) structures.see(hook.connection, integration.id, taken.value);
    telemetry.count('vinculo_deliveries_accepted_total', { connection: hook.connection, system: SYSTEM, outcome });
    return { outcome, id: accepted?.id ?? id, answer: answerOf(platform) };
  }

  function judged(listener: ListeningIntegration, request: RawRequest): Judged {
    const { platform, scheme, secrets } = listener;
    const now = clock.now();
    const signing = signingSecrets(secrets, now);
    const parts = platform.handshake === undefined ? undefined : takeApart(request);
    const answer = parts?.ok === true ? platform.handshake?.(request, parts.value, signing[0]) : undefined;
    if (answer !== undefined) return { outcome: 'handshake', answer };
    if (isBare(request)) return { outcome: 'bare' };
    const verdict = verify(scheme.scheme, signing, request, now);
    return verdict.authentic === 'yes' || isBeingSetUp(listener, verdict.why) ? { outcome: 'taken', listener, parts } : { outcome: 'refused', why: verdict.why };
  }

  /** Nothing is refused, or taken without a proof, by settings and secrets that another process may have changed a moment ago. */
  async function judge({ connection, integration }: RefusingIntegration, request: RawRequest): Promise<Judged> {
    const believed = await listening.find(connection, integration);
    if (believed === undefined) return { outcome: 'gone' };
    const first = judged(believed, request);
    if (first.outcome !== 'refused' && !(first.outcome === 'taken' && isWithoutProof(believed))) return first;
    listening.forget(connection, integration);
    const listener = await listening.find(connection, integration);
    return listener === undefined ? { outcome: 'gone' } : judged(listener, request);
  }

  function notAuthentic(address: RefusingIntegration, why: string): WebhookTaken {
    countAstray({ system: SYSTEM, connection: address.connection });
    countRefused({ ...address, why });
    telemetry.log('warn', 'webhook.not-authentic', { ...address, why });
    return refuse('not-authentic');
  }

  return {
    async take({ token, request: received }) {
      const request = { ...received, url: publicAddress(publicUrl, received.url) };
      const tokenHash = hashToken(token);
      const hook = await hooks.find(tokenHash);
      const isHeard = hook?.system === SYSTEM && hook.integration !== undefined && (hook.until === undefined || clock.now() < hook.until);
      // Looked at before the address is, so that it tells nobody which addresses there are.
      if (isCompressed(request)) {
        if (isHeard && hook.integration !== undefined) countRefused({ connection: hook.connection, integration: hook.integration, why: 'body-compressed' });
        return refuse('compressed');
      }
      if (!isHeard || hook.integration === undefined) return unknown(hook);
      if (request.body.byteLength > MOST_BYTES) return refuse('too-large');
      const address = { connection: hook.connection, integration: hook.integration };
      // Before it is judged: what came to a draft without its secret is no delivery of what is enabled meanwhile.
      const receivedAt = clock.now();
      const judged = await judge(address, request);
      switch (judged.outcome) {
        case 'gone': return unknown(hook);
        case 'handshake': return judged;
        case 'bare': return { outcome: 'not-a-delivery' };
        case 'refused': return notAuthentic(address, judged.why);
        case 'taken': {
          const taken = await keep(hook, receivedAt, judged, request);
          noteReceipt(tokenHash, hook);
          return taken;
        }
      }
    },
  };
}

/** What a request is to an integration. */
type Judged =
  | { readonly outcome: 'gone' | 'bare' }
  | { readonly outcome: 'handshake'; readonly answer: HandshakeAnswer }
  | { readonly outcome: 'refused'; readonly why: string }
  /** `parts`: where it was taken apart on the way. */
  | { readonly outcome: 'taken'; readonly listener: ListeningIntegration; readonly parts: ReturnType<TakeApart> | undefined };

/** A draft without its secret keeps what comes to its address, to be mapped by it; nothing of it takes effect. */
const isBeingSetUp = ({ integration: { status } }: ListeningIntegration, why: string): boolean => status === 'draft' && why === 'secret-missing';

/**
 * Nobody but the sender could tell what it says, which a hub that opened it would pay for in memory. Whoever only says so, such as a proxy that
 * opened it and left the header, sends a text all the same.
 */
const isCompressed = ({ headers, body }: RawRequest): boolean =>
  /\b(?:x-)?(?:gzip|deflate|br|compress|zstd)\b/i.test(headers['content-encoding'] ?? '') && !isUtf8(body);

const isWithoutProof = ({ scheme: { scheme }, secrets }: ListeningIntegration): boolean => scheme.kind !== 'address-alone' && secrets.signing === undefined;

/** As the sender wrote it, whatever stands between it and the hub. */
function publicAddress(publicUrl: string, url: string): string {
  const { pathname, search } = new URL(url);
  return `${publicUrl}${pathname}${search}`;
}

/** Somebody looks whether there is anything at the address. */
const isBare = ({ method, body, url }: RawRequest): boolean =>
  method === 'HEAD' || method === 'OPTIONS' || (method === 'GET' && body.byteLength === 0 && new URL(url).search === '');

const answerOf = ({ answer }: Platform): HandshakeAnswer =>
  answer === undefined ? TAKEN : { status: answer.status, ...(answer.body === undefined ? {} : { body: answer.body }), ...(answer.contentType === undefined ? {} : { contentType: answer.contentType }) };

const reasonOf = (reason: string): DeliveryReason =>
  reason === 'too-deep' ? 'payload-too-deep' : reason === 'too-wide' ? 'payload-too-wide' : 'payload-malformed';
