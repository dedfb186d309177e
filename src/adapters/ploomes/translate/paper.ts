import type { Instant } from '../../../domain/kernel/instant.ts';
import type { PaperRequest } from '../../../ports/crm-paperwork.ts';
import type { PloomesConfig } from '../ploomes-config.ts';
import { MARKED_TEXTS } from '../wire/paper.ts';
import { numberOf } from './ids.ts';
import { markedText } from './marked-text.ts';
import { brasiliaTime } from './moments.ts';

type Columns = Readonly<Record<string, unknown>>;

/** How a paper is marked: in a custom field of this key, or in its text. */
export type MarkerPlace = { readonly fieldKey: string } | 'text';

/** The body that makes a paper. A task that is due at no moment is due now, since Ploomes shows tasks in a calendar. */
export function paperBody(request: PaperRequest, place: MarkerPlace, now: Instant, { paperwork }: PloomesConfig): Columns {
  const cardColumn = request.kind === 'document' ? paperwork.documentCardColumn : 'DealId';
  const body: Columns = { ...columnsOf(request, now, paperwork), ContactId: numberOf(request.clientId, 'client'), ...onCard(request, cardColumn) };
  if (place !== 'text') return { ...body, OtherProperties: [{ FieldKey: place.fieldKey, StringValue: request.marker }] };
  const column = MARKED_TEXTS[request.kind];
  const text = body[column];
  return { ...body, [column]: markedText(typeof text === 'string' ? text : '', request.marker) };
}

const onCard = ({ cardId }: PaperRequest, column: string): Columns =>
  cardId === undefined || column === 'none' ? {} : { [column]: numberOf(cardId, 'card') };

function columnsOf(request: PaperRequest, now: Instant, paperwork: PloomesConfig['paperwork']): Columns {
  const { kind, title, text, dueAt, personId } = request;
  switch (kind) {
    case 'task':
      return {
        Title: title, TypeId: paperwork.taskTypeId, DateTime: brasiliaTime(dueAt ?? now), ...described(text),
        ...(request.ownerId === undefined ? {} : { Users: [{ UserId: numberOf(request.ownerId, 'owner') }] }),
        ...(personId === undefined ? {} : { Contacts: [{ ContactId: numberOf(personId, 'person') }] }),
      };
    case 'document':
      return { Name: title, ...templated(paperwork.templateIds.document), ...owned(request, paperwork.documentOwnerColumn) };
    case 'proposal':
      return { Title: title, Date: brasiliaTime(now), ...described(text), ...personal(request), ...templated(paperwork.templateIds.proposal), ...owned(request) };
    case 'sale':
      // An order has no title.
      return { Date: brasiliaTime(now), ...described(joined(title, text)), ...personal(request), ...templated(paperwork.templateIds.sale), ...owned(request) };
  }
}

const described = (text: string | undefined): Columns => (text === undefined ? {} : { Description: text });
const joined = (title: string, text: string | undefined): string => (text === undefined ? title : `${title}\n${text}`);
const templated = (templateId: number | undefined): Columns => (templateId === undefined ? {} : { TemplateId: templateId });
const personal = ({ personId }: PaperRequest): Columns => (personId === undefined ? {} : { PersonId: numberOf(personId, 'person') });
const owned = ({ ownerId }: PaperRequest, column = 'OwnerId'): Columns =>
  ownerId === undefined || column === 'none' ? {} : { [column]: numberOf(ownerId, 'owner') };
