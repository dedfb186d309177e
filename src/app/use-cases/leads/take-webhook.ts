import { hashToken, type SecretBox } from '../../../adapters/system/index.ts';
import { addMs, type Instant } from '../../../domain/index.ts';
import { keysOfLead } from '../../../domain/lead/index.ts';
import type { Incoming } from '../../../domain/mapping/index.ts';
import type {
  Clock, DeliveryReason, HandshakeAnswer, Hook, Hooks, HookSigns, IdSource, Inbox, NewDelivery, Platform, RawRequest, Telemetry, VerifyAuthenticity, WebhookIntake, WebhookTaken,
} from '../../../ports/index.ts';
import { lanes, parseDeliveryId } from '../../deliveries.ts';
import { inTurns } from '../../in-turns.ts';
import { personSubjects, subjects } from '../../subjects.ts';
import { createAstrayCount } from '../count-astray.ts';
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

  async function keep(hook: Hook, listener: ListeningIntegration, request: RawRequest, taken: ReturnType<TakeApart>): Promise<WebhookTaken> {
    const { integration, platform, scheme } = listener;
    const kept = keptRequest(request, integration.id, { platform, scheme: scheme.scheme }, taken.ok ? taken.value.body : undefined);
    const id = parseDeliveryId(ids.id());
    const delivery: NewDelivery = {
      ...kept, id, connection: hook.connection, source: SYSTEM, kind: platform.id, lane: lanes.unread, receivedAt: clock.now(), subjects: [subjects.integration(integration.id)],
      ...(taken.ok ? {} : { unusable: { reason: reasonOf(taken.reason), detail: `The body cannot be read: ${taken.reason}. Let the platform send JSON or a form.` } }),
    };
    const [accepted] = await inbox.accept([taken.ok ? await placed(delivery, listener, taken.value) : delivery]);
    const outcome = accepted?.repeated === true ? 'repeated' : taken.ok ? 'stored' : 'set-aside';
    if (outcome === 'stored' && taken.ok) structures.see(hook.connection, integration.id, taken.value);
    telemetry.count('vinculo_deliveries_accepted_total', { connection: hook.connection, system: SYSTEM, outcome });
    return { outcome, id: accepted?.id ?? id, answer: answerOf(platform) };
  }

  return {
    async take({ token, request: received }) {
      const request = { ...received, url: publicAddress(publicUrl, received.url) };
      const tokenHash = hashToken(token);
      const hook = await hooks.find(tokenHash);
      if (hook?.system !== SYSTEM || hook.integration === undefined || (hook.until !== undefined && clock.now() >= hook.until)) return unknown(hook);
      if (request.body.byteLength > MOST_BYTES) return refuse('too-large');
      const listener = await listening.find(hook.connection, hook.integration);
      if (listener === undefined) return unknown(hook);
      const { platform, scheme, secrets } = listener;
      const now = clock.now();
      const signing = signingSecrets(secrets, now);
      const early = platform.handshake === undefined ? undefined : takeApart(request);
      const answer = early?.ok === true ? platform.handshake?.(request, early.value, signing[0]) : undefined;
      if (answer !== undefined) return { outcome: 'handshake', answer };
      if (isBare(request)) return { outcome: 'not-a-delivery' };
      const verdict = verify(scheme.scheme, signing, request, now);
      if (verdict.authentic === 'no' && !isBeingSetUp(listener, verdict.why)) {
        countAstray({ system: SYSTEM, connection: hook.connection });
        telemetry.log('warn', 'webhook.not-authentic', { connection: hook.connection, integration: hook.integration, why: verdict.why });
        return refuse('not-authentic');
      }
      const taken = await keep(hook, listener, request, early ?? takeApart(request));
      noteReceipt(tokenHash, hook);
      return taken;
    },
  };
}

/** A draft without its secret keeps what comes to its address, to be mapped by it; nothing of it takes effect. */
const isBeingSetUp = ({ integration: { status } }: ListeningIntegration, why: string): boolean => status === 'draft' && why === 'secret-missing';

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
