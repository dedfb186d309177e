import * as z from 'zod';
import type { CardId, ConnectionId, ContactId, IntegrationId } from '../../../domain/index.ts';
import type { DeliveryRecord, History, LineageEffect, LineageOrigin } from '../../../ports/index.ts';
import { readLeadEffectKey } from '../../effect-keys.ts';
import { subjects } from '../../subjects.ts';
import type { LineageEvidence } from '../lineage-evidence.ts';

/** What shows that something came of a lead. */
export interface LeadClue {
  readonly how: Extract<LineageOrigin['how'], 'opened' | 'chosen' | 'written'>;
  readonly person?: LineageOrigin['person'];
  readonly effect?: LineageEffect | undefined;
  readonly delivery?: DeliveryRecord | undefined;
  readonly integration?: LineageOrigin['integration'];
  readonly rules: readonly string[];
}

/** Follows cards and contacts back to the leads that they were made of, and these to their integration (HUB-04). */
export interface LeadLineage {
  ofCard(connection: ConnectionId, card: CardId): Promise<readonly LeadClue[]>;
  ofContact(connection: ConnectionId, contact: ContactId): Promise<readonly LeadClue[]>;
}

/** So many deliveries about one card or contact are gone through, the oldest first. */
const MOST_DELIVERIES = 200;
const RULES = { card: ['ACL-03'], contact: ['ACL-05'] } as const;

const decided = z.looseObject({ card: z.string().optional(), effect: z.string().optional(), because: z.string().optional() });
const decidedBy = z.looseObject({ integration: z.string(), version: z.number() });

export function createLeadLineage({ history, evidence }: { readonly history: History; readonly evidence: LineageEvidence }): LeadLineage {
  async function about(connection: ConnectionId, what: 'card' | 'contact', id: string): Promise<readonly DeliveryRecord[]> {
    const subject = what === 'card' ? subjects.card(parseCard(id)) : subjects.contact(parseContact(id));
    const { rows } = await history.records({ only: [connection] }, { subjects: [subject] }, { limit: MOST_DELIVERIES });
    return rows.filter(({ kind }) => (what === 'card' ? kind === 'lead-card' : kind.startsWith('lead-')));
  }

  /** In the version by which it was decided, as long as that is kept. */
  async function integrationOf(connection: ConnectionId, delivery: DeliveryRecord): Promise<LineageOrigin['integration']> {
    for (const { id } of [delivery, ...await evidence.causes(connection, delivery)].toReversed()) {
      const read = decidedBy.safeParse((await history.find({ only: [connection] }, id))?.decision).data;
      if (read !== undefined) return { id: parseIntegration(read.integration), version: read.version };
    }
    return undefined;
  }

  async function clue(connection: ConnectionId, delivery: DeliveryRecord | undefined, more: Omit<LeadClue, 'delivery' | 'integration'>): Promise<LeadClue> {
    const integration = delivery && await integrationOf(connection, delivery);
    return { ...more, delivery, ...(integration === undefined ? {} : { integration }) };
  }

  /** The ledger stays where all else goes with the person. */
  async function made(connection: ConnectionId, what: 'card' | 'contact', id: string, deliveries: readonly DeliveryRecord[]): Promise<readonly LeadClue[]> {
    const clues: LeadClue[] = [];
    for (const key of await history.effects(connection, id)) {
      if (readLeadEffectKey(key) !== what) continue;
      const effect = await evidence.effect(connection, key);
      const delivery = deliveries.find((each) => read(each).effect === key) ?? deliveries.find((each) => what === 'contact' || each.decision === undefined);
      clues.push(await clue(connection, delivery, { how: what === 'card' ? 'opened' : 'written', effect, rules: RULES[what], ...(deliveries.length === 0 ? { person: 'erased' } : {}) }));
    }
    return clues;
  }

  return {
    async ofCard(connection, card) {
      const deliveries = await about(connection, 'card', card);
      const clues = [...await made(connection, 'card', card, deliveries)];
      for (const delivery of deliveries) {
        const told = read(delivery);
        if (told.card === card && told.because === 'open-card') clues.push(await clue(connection, delivery, { how: 'chosen', rules: RULES.card }));
      }
      return clues;
    },
    ofContact: async (connection, contact) => await made(connection, 'contact', contact, await about(connection, 'contact', contact)),
  };
}

const read = ({ decision }: DeliveryRecord): z.infer<typeof decided> => decided.safeParse(decision).data ?? {};

const parseCard = (text: string): CardId => text as CardId;
const parseContact = (text: string): ContactId => text as ContactId;
const parseIntegration = (text: string): IntegrationId => text as IntegrationId;
