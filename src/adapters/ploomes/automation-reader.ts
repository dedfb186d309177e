import { createHash } from 'node:crypto';
import { parseCardId, type CardId } from '../../domain/card-linking/card.ts';
import { parseContactId, type ContactId } from '../../domain/contact/contact.ts';
import { parseInstant, type Instant } from '../../domain/kernel/instant.ts';
import type { DeliveryReader, ReadWebhook, WebhookMessage } from '../../ports/delivery-reader.ts';

const KIND = 'automation-fired';

type Row = Readonly<Record<string, unknown>>;

/**
 * Reads the calls of Ploomes' automations (SND-02). What they carry is set up by people, and no material of the maker's tells of a form,
 * so that ids are taken from wherever they usually stand. The address is the only secret.
 */
export const ploomesAutomationReader: DeliveryReader = {
  read(body) {
    const rows = parseRows(body);
    if (rows === undefined) return unusable('payload-malformed', 'The body is no JSON object.');
    const automation = textAt(rows, ['automation', 'Automation', 'AutomationId', 'automationId']);
    if (automation === undefined) return unusable('subject-missing', 'Nothing names the automation: add ?automation=<id> to the address.');
    const subject = subjectOf(rows);
    if (subject === undefined) return unusable('subject-missing', 'Neither a contact nor a card is named: send ContactId or DealId.');
    const firing = firingOf(rows);
    const message: Extract<WebhookMessage, { type: 'automation-fired' }> = { type: KIND, automation, ...subject, ...firing };
    const tellsFiring = firing.action !== undefined || firing.firedAt !== undefined;
    return { ok: true, kind: KIND, message, ...(tellsFiring ? { repeatKey: digest(JSON.stringify(message)) } : {}) };
  },
  authentic: () => true,
  withoutSecrets: (headers, body) => ({ headers, body }),
};

const unusable = (reason: Extract<ReadWebhook, { ok: false }>['reason'], detail: string): ReadWebhook => ({ ok: false, kind: KIND, reason, detail });

/** The body itself, and the rows within it where ids may stand, the outer ones first. */
function parseRows(body: string): readonly Row[] | undefined {
  try {
    const whole = rowIn(JSON.parse(body));
    if (whole === undefined) return undefined;
    const call = 'call' in whole ? rowIn(whole['call']) : undefined;
    if ('call' in whole && call === undefined) return undefined;
    const outer = [whole, ...(call === undefined ? [] : [call])];
    return [...outer, ...outer.flatMap((row) => ['New', 'Deal', 'Contact', 'data'].flatMap((name) => rowsOf(row[name])))];
  } catch {
    return undefined;
  }
}

const rowIn = (value: unknown): Row | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? parseRow(value) : undefined);

const rowsOf = (value: unknown): readonly Row[] => {
  const row = rowIn(value);
  return row === undefined ? [] : [row];
};

const parseRow = (value: object): Row => value as Row;

/** The first of these names that holds an id, in the outermost row that has one. */
function textAt(rows: readonly Row[], names: readonly string[]): string | undefined {
  for (const row of rows) {
    for (const name of names) {
      const value = Object.hasOwn(row, name) ? row[name] : undefined;
      const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
      if (ID.test(text)) return text;
    }
  }
  return undefined;
}

const ID = /^[\w.:-]{1,100}$/;

/** A card's own row names its client, which may be a company: the card is read for its person, unless the call itself names a contact. */
function subjectOf(rows: readonly Row[]): { readonly contactId?: ContactId; readonly cardId?: CardId } | undefined {
  const entity = textAt(rows, ['Entity', 'entity']) ?? '';
  const own = textAt(rowsUnder(rows, 'New'), ['Id']);
  const isCard = /^deals?$/i.test(entity);
  const card = textAt(rows, ['DealId', 'dealId', 'CardId', 'cardId']) ?? (isCard ? own : undefined) ?? textAt(rowsUnder(rows, 'Deal'), ['Id']);
  const named = isCard ? rows.filter((row) => !rowsUnder(rows, 'New').includes(row)) : rows;
  const contact = textAt(named, ['ContactId', 'contactId', 'PersonId', 'personId']) ?? (/^contacts?$/i.test(entity) ? own : undefined) ?? textAt(rowsUnder(rows, 'Contact'), ['Id']);
  const [cardId, contactId] = [card === undefined ? undefined : parseCardId(card), contact === undefined ? undefined : parseContactId(contact)];
  if (cardId?.ok !== true && contactId?.ok !== true) return undefined;
  return { ...(contactId?.ok === true ? { contactId: contactId.value } : {}), ...(cardId?.ok === true ? { cardId: cardId.value } : {}) };
}

const rowsUnder = (rows: readonly Row[], name: string): readonly Row[] => rows.flatMap((row) => rowsOf(row[name]));

/** `ActionId` is the kind of an action in Ploomes, the same each time, and tells no firing from another. */
function firingOf(rows: readonly Row[]): { readonly action?: string; readonly firedAt?: Instant } {
  const action = textAt(rows, ['FiringId', 'firingId', 'ExecutionId', 'executionId']);
  const moment = textAt(rows, ['FiredAt', 'firedAt', 'LastUpdateDate']);
  const firedAt = moment === undefined ? undefined : readInstant(moment);
  return { ...(action === undefined ? {} : { action }), ...(firedAt === undefined ? {} : { firedAt }) };
}

function readInstant(text: string): Instant | undefined {
  const read = parseInstant(text);
  return read.ok ? read.value : undefined;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
