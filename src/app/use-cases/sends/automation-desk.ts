import { composeSendNotice, InputRejected, parseCardId, parseContactId, type ActiveSend, type AutomaticSend, type CardId, type ContactId, type Language, type Result, type SendAutomation, type SendId } from '../../../domain/index.ts';
import type { AutomationDesk, AutomationPreview, Clock, SendBook, SendOnRecord } from '../../../ports/index.ts';
import type { Connections } from '../../connections.ts';
import type { BookedConnection, ConnectionBook } from '../activation/connection-book.ts';
import { reaches } from '../doctor/doctor-desk.ts';
import type { JudgeAutomation } from './judge-automation.ts';

export interface AutomationDeskNeeds {
  readonly book: ConnectionBook;
  readonly connections: Connections;
  readonly judge: JudgeAutomation;
  readonly sends: SendBook;
  readonly clock: Clock;
  readonly language: Language;
  readonly timeZone: string;
}

export function createAutomationDesk({ book, connections, judge, sends, clock, language, timeZone }: AutomationDeskNeeds): AutomationDesk {
  async function preview({ id }: BookedConnection, automation: SendAutomation, subject: { readonly contactId: ContactId; readonly cardId?: CardId }): Promise<AutomationPreview> {
    const [connection, systems] = [await connections.at(id, clock.now()), await connections.systems(id)];
    const { decision, template } = await judge({ connection, systems, automation, ...subject });
    return told(decision, (because) => composeSendNotice({ because, automationName: automation.name, templateName: template?.name ?? automation.templateId, language, timeZone }));
  }

  return {
    async preview(scope, name, automationId, { contactId, cardId }) {
      const connection = await book.find(name);
      const automation = connection?.settings.options.automations.find(({ id }) => id === automationId);
      if (connection === undefined || automation === undefined || !reaches(scope, connection)) return undefined;
      const subject = { contactId: given(parseContactId(contactId), 'contactId'), ...(cardId === undefined ? {} : { cardId: given(parseCardId(cardId), 'cardId') }) };
      return await preview(connection, automation, subject);
    },
    async sends(scope, name, { limit, after }) {
      const connection = await book.find(name);
      if (connection === undefined || !reaches(scope, connection)) return undefined;
      const rows = await sends.list(connection.id, { limit: limit + 1, ...(after === undefined ? {} : { after: parseSendId(after) }) });
      const last = rows.length > limit ? rows.at(limit - 1) : undefined;
      return { rows: rows.slice(0, limit).map(onRecord), ...(last === undefined ? {} : { next: last.id }) };
    },
  };
}

function told(decision: AutomaticSend, noticeOf: (because: Extract<AutomaticSend, { outcome: 'nothing' }>['because']) => string | undefined): AutomationPreview {
  if (decision.outcome === 'send') return { outcome: 'send', text: decision.text };
  if (decision.outcome === 'wait') return decision;
  const notice = noticeOf(decision.because);
  return { outcome: 'nothing', because: decision.because.reason, ...(notice === undefined ? {} : { notice }) };
}

const onRecord = ({ clientName: _name, text: _text, phone, ...send }: ActiveSend): SendOnRecord => ({ ...send, phone: `…${phone.slice(-4)}` });

function given<Id>(read: Result<Id, 'empty'>, field: string): Id {
  if (read.ok) return read.value;
  throw new InputRejected('input.payload-malformed', `${field} is empty: give the id as the CRM has it.`, { field });
}

const parseSendId = (text: string): SendId => text as SendId;
