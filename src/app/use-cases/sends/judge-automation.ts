import {
  conditionsHold, decideAutomaticSend, fieldsAtHand, numberToWrite, PAIR_RATE_MS,
  type AttendanceGroup, type AutomaticSend, type CardId, type Contact, type ContactId, type Instant, type MessageTemplate, type SendAutomation,
} from '../../../domain/index.ts';
import type { Clock, SendBook, Sessions } from '../../../ports/index.ts';
import type { KnownConnection } from '../../connection-settings.ts';
import type { ConnectedSystems } from '../../connections.ts';
import type { ClientFinder } from '../find-client.ts';
import { parseSessionState } from '../session-state.ts';
import { synchronisationSettingsOf } from '../synchronisation/base-work.ts';

/** About whom an automation is asked. */
export interface AutomationSubject {
  readonly connection: KnownConnection;
  readonly systems: ConnectedSystems;
  readonly automation: SendAutomation;
  readonly contactId: ContactId;
  readonly cardId?: CardId;
}

/** What an automation would send now, and what that was decided from. */
export interface JudgedAutomation {
  readonly decision: AutomaticSend;
  readonly contact?: Contact;
  readonly template?: MessageTemplate;
  readonly group?: AttendanceGroup;
}

/** Reads what an automatic send depends on, and decides it (SND-02). Sends nothing. */
export type JudgeAutomation = (subject: AutomationSubject) => Promise<JudgedAutomation>;

export interface JudgeAutomationNeeds {
  readonly sends: SendBook;
  readonly sessions: Sessions;
  readonly finder: ClientFinder;
  readonly clock: Clock;
  readonly timeZone: string;
}

/** Older sessions do not tell any more in which form WhatsApp knows a number. */
const MOST_SESSIONS = 30;
/** Both systems are made for Brazil. */
const CURRENCY = 'BRL';

export function createJudgeAutomation({ sends, sessions, finder, clock, timeZone }: JudgeAutomationNeeds): JudgeAutomation {
  async function seenForms({ connection, contactId }: AutomationSubject): Promise<readonly string[]> {
    const protocols = (await sessions.ofContact(connection.id, contactId, 'all')).slice(-MOST_SESSIONS);
    const rows = await Promise.all(protocols.map(async (protocol) => await sessions.load(connection.id, protocol)));
    return rows.flatMap((row) => (row === undefined ? [] : parseSessionState(row)?.followed.session?.client.phone ?? [])).toReversed();
  }

  async function templateOf({ systems: { chat }, automation }: AutomationSubject): Promise<Pick<JudgedAutomation, 'template' | 'group'>> {
    const group = (await chat.attendance.groups()).find(({ id }) => id === automation.groupId);
    const template = group === undefined ? undefined : (await chat.sends?.templates(group.id))?.find(({ id }) => id === automation.templateId);
    return { ...(group === undefined ? {} : { group }), ...(template === undefined ? {} : { template }) };
  }

  async function writtenTo({ connection }: AutomationSubject, phone: string | undefined): Promise<{ readonly optedOutAt?: Instant; readonly lastSentAt?: Instant }> {
    if (phone === undefined) return {};
    const [optedOutAt, lastSentAt] = await Promise.all([sends.hasOptedOut(connection.id, phone), sends.lastTo(connection.id, phone)]);
    return { ...(optedOutAt === undefined ? {} : { optedOutAt }), ...(lastSentAt === undefined ? {} : { lastSentAt }) };
  }

  return async (subject) => {
    const { connection, systems: { crm }, automation, contactId, cardId } = subject;
    // As the CRM has it now: the automation may have been triggered by what changed a moment ago.
    const contact = (await finder.refresh(connection, crm.contacts, contactId))?.contact;
    const card = cardId === undefined ? undefined : await crm.cards.find(cardId);
    const fields = contact === undefined ? { contact: {} } : fieldsAtHand(contact, card);
    const { reading } = synchronisationSettingsOf(connection);
    const number = contact === undefined ? undefined : numberToWrite(contact.phones, reading);
    // Whom nothing would be sent to costs the chat no question.
    const isAsked = contact !== undefined && conditionsHold(automation.conditions, fields);
    const { template, group } = isAsked ? await templateOf(subject) : {};
    const decision = decideAutomaticSend({
      automation, phones: contact?.phones, fields, template, seenForms: isAsked ? await seenForms(subject) : [],
      ...(reading === undefined ? {} : { phoneReading: reading }), ...await writtenTo(subject, number?.ok === true ? number.value.e164 : undefined),
      pairRateMs: PAIR_RATE_MS, requestedAt: clock.now(), timeZone, currency: CURRENCY,
    });
    return { decision, ...(contact === undefined ? {} : { contact }), ...(template === undefined ? {} : { template }), ...(group === undefined ? {} : { group }) };
  };
}
