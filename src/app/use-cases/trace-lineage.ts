import * as z from 'zod';
import {
  viewOf, type CardId, type ConnectionId, type InteractionRecordId, type LinkRule, type Protocol, type Stay, type StayKey, type Verdict,
} from '../../domain/index.ts';
import type {
  DeliveryRecord, DeliverySummary, History, Lineage, LineageDesk, LineageEffect, LineageOrigin, LineageQuestion, Scope, Sessions, Settings, Subject,
} from '../../ports/index.ts';
import type { AuditSequencer } from '../audit-sequencer.ts';
import { effectKeys, readEffectKey } from '../effect-keys.ts';
import { rulesOfDecision } from '../rules-of.ts';
import { subjects } from '../subjects.ts';
import { createLeadLineage } from './leads/lead-lineage.ts';
import type { LineageEvidence } from './lineage-evidence.ts';
import { parseSessionState, type SessionState } from './session-state.ts';

export interface TraceLineageNeeds {
  readonly sessions: Sessions;
  readonly history: History;
  readonly settings: Settings;
  readonly evidence: LineageEvidence;
  readonly sequencer: Pick<AuditSequencer, 'catchUp'>;
}

/** So many deliveries about one card or record are gone through, the oldest first. */
const MOST_DELIVERIES = 200;

/** What the sessions and the history say of how something came to be, before it is proved. */
interface Clue {
  readonly how: LineageOrigin['how'];
  readonly person?: LineageOrigin['person'];
  readonly session?: Protocol | undefined;
  readonly stay?: Stay | undefined;
  readonly stayKey?: StayKey | undefined;
  readonly rule?: LinkRule | undefined;
  readonly effect?: LineageEffect | undefined;
  readonly delivery?: DeliveryRecord | undefined;
  readonly integration?: LineageOrigin['integration'];
  readonly rules?: readonly string[];
}

const decided = z.looseObject({ outcome: z.string(), card: z.string().optional(), stay: z.string().optional(), records: z.array(z.string()).optional() });
const plannedWhy = z.looseObject({ why: z.looseObject({ delivery: z.string() }) });

/**
 * Follows a card or a record back to what made it: effect, plan, delivery and what led to it, rule and settings (HUB-04). What the sessions
 * remember is asked first, since payloads and decisions are kept for a time only.
 */
export function createTraceLineage({ sessions, history, settings, evidence, sequencer }: TraceLineageNeeds): LineageDesk {
  const ofLeads = createLeadLineage({ history, evidence });

  async function about(connection: ConnectionId, subject: Subject, kind?: string): Promise<readonly DeliveryRecord[]> {
    const filter = { subjects: [subject], ...(kind === undefined ? {} : { kind }) };
    return (await history.records({ only: [connection] }, filter, { limit: MOST_DELIVERIES })).rows;
  }

  async function stateOf(connection: ConnectionId, protocol: Protocol): Promise<SessionState | undefined> {
    const row = await sessions.load(connection, protocol);
    return row && parseSessionState(row);
  }

  async function cluesOfCard(connection: ConnectionId, card: CardId): Promise<readonly Clue[]> {
    const deliveries = [...await about(connection, subjects.card(card), 'settle-stay'), ...await about(connection, subjects.card(card), 'link-card')];
    const clues: Clue[] = [];
    for (const protocol of await sessions.ofCard(connection, card)) {
      const state = await stateOf(connection, protocol);
      if (state !== undefined) clues.push(...await cluesInSession(connection, { state, card, deliveries }));
    }
    const told = new Set(clues.map(({ delivery }) => delivery?.id));
    // A session may be gone, erased with its client; what its deliveries decided may still be there.
    return [...clues, ...deliveries.filter(({ id }) => !told.has(id)).flatMap((delivery) => clueIn(delivery, card))];
  }

  async function cluesInSession(
    connection: ConnectionId, { state: { followed }, card, deliveries }: { readonly state: SessionState; readonly card: CardId; readonly deliveries: readonly DeliveryRecord[] },
  ): Promise<readonly Clue[]> {
    const { session: { protocol }, linking } = followed;
    const { stays } = viewOf(followed);
    const own = deliveries.filter((delivery) => delivery.subjects.includes(subjects.session(protocol)));
    const clues: Clue[] = [];
    for (const [stayKey, verdict] of verdictsFor(linking.verdicts, card)) {
      const stay = stays.find((each) => each.key === stayKey);
      const effect = verdict.type === 'opened' ? await evidence.effect(connection, effectKeys.openCard(protocol, stayKey)) : undefined;
      const delivery = own.find((each) => each.id === plannedBy(effect) || isDecisionOf(each, card, stayKey));
      clues.push({ how: verdict.type, session: protocol, stay, stayKey, rule: stay?.rule, effect, delivery });
    }
    const byHand = linking.marks.filter((mark) => mark.type === 'linked-by-hand' && mark.cardId === card);
    const acts = own.filter(({ kind }) => kind === 'link-card');
    return [...clues, ...byHand.map((_mark, place): Clue => ({ how: 'linked-by-hand', session: protocol, delivery: acts[place] }))];
  }

  async function cluesOfRecord(connection: ConnectionId, record: InteractionRecordId): Promise<readonly Clue[]> {
    const deliveries = await about(connection, subjects.record(record));
    // The first about it is the one that wrote it, also when its decision is kept no longer.
    const delivery = deliveries.find((each) => deedsOf(each).includes(`record-written:${record}`)) ?? deliveries.find(({ decision }) => decision === undefined);
    const session = sessionIn(delivery);
    const state = session && await stateOf(connection, session);
    if (delivery === undefined && state === undefined) return [];
    const effect = state && await effectThatWrote(connection, state, record);
    return [{ how: 'written', session, effect, delivery, ...(state === undefined ? {} : ruleBehind(state, record)) }];
  }

  async function effectThatWrote(connection: ConnectionId, { followed }: SessionState, record: InteractionRecordId): Promise<LineageEffect | undefined> {
    const { session: { protocol }, records, noticed } = followed;
    const slot = records.slots.find((each) => each.recordId === record);
    if (slot !== undefined) return await evidence.effect(connection, effectKeys.record(protocol, slot.slot));
    for (const funnelId of noticed) {
      const effect = await evidence.effect(connection, effectKeys.notice(protocol, funnelId));
      if (effect?.result === record) return effect;
    }
    return undefined;
  }

  /** Sessions, plans and subjects go with the person whom they are about; the ledger, which holds ids alone, stays. */
  async function cluesOfErased(connection: ConnectionId, result: string): Promise<readonly Clue[]> {
    const clues: Clue[] = [];
    for (const key of await history.effects(connection, result)) {
      const made = readEffectKey(key);
      if (made === undefined || (await stateOf(connection, made.session)) !== undefined) continue;
      clues.push({ ...made, person: 'erased', effect: await evidence.effect(connection, key) });
    }
    return clues;
  }

  async function prove(connection: ConnectionId, { how, person, session, stay, stayKey, rule, effect, delivery, integration, rules }: Clue): Promise<LineageOrigin> {
    const decidedBy = await evidence.settings(connection, delivery, rule, stay?.groupId);
    return {
      how,
      ...(person === undefined ? {} : { person }),
      ...(session === undefined ? {} : { session }),
      ...(integration === undefined ? {} : { integration }),
      ...(stayKey === undefined ? {} : { stay: stayKey }),
      rules: person === 'erased' ? [] : rules ?? rulesOf(how, rule, delivery),
      ...(rule === undefined ? {} : { rule }),
      ...(decidedBy === undefined ? {} : { settings: decidedBy }),
      ...(effect === undefined ? {} : { effect }),
      ...(delivery === undefined ? {} : { delivery: summaryOf(delivery) }),
      causes: delivery === undefined ? [] : await evidence.causes(connection, delivery),
    };
  }

  async function cluesFor(question: LineageQuestion): Promise<readonly Clue[]> {
    const { connection } = question;
    if ('contact' in question) return await ofLeads.ofContact(connection, question.contact);
    const told = 'card' in question ? [...await cluesOfCard(connection, question.card), ...await ofLeads.ofCard(connection, question.card)] : await cluesOfRecord(connection, question.record);
    if (told.length > 0) return told;
    return (await cluesOfErased(connection, 'card' in question ? question.card : question.record)).filter(({ how }) => (how === 'opened') === ('card' in question));
  }

  return {
    async trace(scope, question) {
      const { connection } = question;
      if (!reaches(scope, connection) || (await settings.latest(connection)) === undefined) return undefined;
      await sequencer.catchUp();
      const clues = await cluesFor(question);
      const origins: LineageOrigin[] = [];
      for (const clue of clues) origins.push(await prove(connection, clue));
      return { ...question, origins: origins.toSorted(byMoment) } satisfies Lineage;
    },
  };
}

const reaches = (scope: Scope, connection: ConnectionId): boolean => scope === 'every-connection' || scope.only.includes(connection);

const momentOf = ({ effect, delivery }: LineageOrigin): string => effect?.intendedAt ?? delivery?.receivedAt ?? '';

const byMoment = (a: LineageOrigin, b: LineageOrigin): number => (momentOf(a) < momentOf(b) ? -1 : momentOf(a) > momentOf(b) ? 1 : 0);

type CardVerdict = Extract<Verdict, { cardId: CardId }>;

const verdictsFor = (verdicts: Readonly<Record<StayKey, Verdict>>, card: CardId): readonly (readonly [StayKey, CardVerdict])[] =>
  Object.entries(verdicts).flatMap(([key, verdict]) => ('cardId' in verdict && verdict.cardId === card ? [[key, verdict] as const] : []));

const plannedBy = (effect: LineageEffect | undefined): string | undefined => plannedWhy.safeParse(effect?.plan).data?.why.delivery;

function isDecisionOf({ decision }: DeliveryRecord, card: CardId, stayKey: StayKey): boolean {
  const read = decided.safeParse(decision).data;
  return read?.stay === stayKey && read.card === card && (read.outcome === 'opened' || read.outcome === 'chosen');
}

/** What a delivery by itself says that it did with a card. */
function clueIn(delivery: DeliveryRecord, card: CardId): readonly Clue[] {
  const read = decided.safeParse(delivery.decision).data;
  const session = sessionIn(delivery);
  if (read?.outcome === 'card-linked-by-hand') return [{ how: 'linked-by-hand', session, delivery }];
  if (read?.card !== card || (read.outcome !== 'opened' && read.outcome !== 'chosen')) return [];
  return [{ how: read.outcome, session, stayKey: read.stay, delivery }];
}

const deedsOf = ({ decision }: DeliveryRecord): readonly string[] => decided.safeParse(decision).data?.records ?? [];

/** A record on a card is made because of the rule that tied the card to the session. */
function ruleBehind({ followed }: SessionState, record: InteractionRecordId): Pick<Clue, 'stay' | 'stayKey' | 'rule'> {
  const card = followed.records.slots.find((slot) => slot.recordId === record)?.cardId;
  const stayKey = card && verdictsFor(followed.linking.verdicts, card)[0]?.[0];
  const stay = viewOf(followed).stays.find((each) => each.key === stayKey);
  return { stay, stayKey, rule: stay?.rule };
}

const sessionIn = (delivery: DeliveryRecord | undefined): Protocol | undefined => {
  const [subject] = delivery?.subjects.filter((each) => each.startsWith('session:')) ?? [];
  return subject === undefined ? undefined : parseProtocol(subject.slice('session:'.length));
};

const parseProtocol = (text: string): Protocol => text as Protocol;

/** As the decision names them; where it is kept no longer, what follows from the rule itself. */
function rulesOf(how: LineageOrigin['how'], rule: LinkRule | undefined, delivery: DeliveryRecord | undefined): readonly string[] {
  if (how === 'linked-by-hand') return ['CRD-13'];
  const told = z.looseObject({ rules: z.array(z.string()) }).safeParse(delivery?.decision).data?.rules;
  if (told !== undefined) return told;
  if (how === 'written') return [rule === undefined ? 'SES-02' : 'CRD-07'];
  return rulesOfDecision({ outcome: how, ...(rule === undefined ? {} : { rule }) });
}

function summaryOf({ body: _body, headers: _headers, decision: _decision, calls: _calls, subjects: _subjects, dueAt: _dueAt, ...summary }: DeliveryRecord): DeliverySummary {
  return summary;
}
