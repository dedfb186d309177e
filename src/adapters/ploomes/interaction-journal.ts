import type { RecordOptions } from '../../domain/interaction/interaction-record.ts';
import type { InteractionJournal, RecordAmendment, RecordContent } from '../../ports/interaction-journal.ts';
import { forgettingIfRefused, type AccountFields, type OptionField } from './account-fields.ts';
import { gone } from './failures.ts';
import { findMarked } from './marker-search.ts';
import { eq } from './odata.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { clipHtml } from './translate/clip-html.ts';
import { numberOf, translateRecordId } from './translate/ids.ts';
import { brasiliaTime } from './translate/moments.ts';
import { mergeOtherProperties } from './translate/other-properties.ts';
import { markedRow } from './wire/deal.ts';
import { identified } from './wire/envelope.ts';
import type { OtherPropertyBody } from './wire/other-property.ts';

/** Ploomes' interaction records. Writing costs one call once the options are known; amending the text alone costs one. */
export function createPloomesJournal(client: PloomesClient, fields: AccountFields, config: PloomesConfig): InteractionJournal {
  const { maxChars, typeId } = config.interaction;

  async function customFields({ options, userId }: Pick<RecordAmendment, 'options' | 'userId'>): Promise<readonly OtherPropertyBody[]> {
    const bodies: OtherPropertyBody[] = [];
    for (const [field, label] of optionsOf(options)) {
      const { key, optionId } = await fields.option(field, label);
      bodies.push({ FieldKey: key, IntegerValue: optionId });
    }
    const userKey = userId === undefined ? undefined : await fields.userKey();
    return userKey === undefined || userId === undefined
      ? bodies
      : [...bodies, { FieldKey: userKey, IntegerValue: numberOf(userId, 'user') }];
  }

  /** PATCH replaces the list in some accounts, so what other people put there is read first (P5). */
  async function merged(id: number, changes: readonly OtherPropertyBody[]): Promise<readonly OtherPropertyBody[]> {
    const [row] = await client.list('InteractionRecords', { filter: eq('Id', id), select: 'Id', expand: 'OtherProperties', top: 1 }, markedRow);
    if (row === undefined) throw gone('interaction record');
    return mergeOtherProperties(row.OtherProperties ?? [], changes);
  }

  return {
    async write(request) {
      const marker = { FieldKey: await fields.markerKey('record'), StringValue: request.marker };
      const body = {
        ...nativeColumns(request, maxChars),
        TypeId: typeId,
        Date: brasiliaTime(request.at),
        OtherProperties: [marker, ...(await customFields(request))],
      };
      const row = await forgettingIfRefused(fields, async () => await client.create('InteractionRecords', body, identified));
      return translateRecordId(row.Id);
    },

    async amend(recordId, amendment) {
      const id = numberOf(recordId, 'interaction record');
      const changes = await customFields(amendment);
      const body = {
        ...nativeColumns(amendment, maxChars),
        ...(changes.length === 0 ? {} : { OtherProperties: await merged(id, changes) }),
      };
      if (Object.keys(body).length === 0) return;
      await forgettingIfRefused(fields, async () => await client.change('InteractionRecords', id, body));
    },

    findByMarker: async ({ marker, contactId, since, knownRecord }) =>
      await findMarked(client, {
        entity: 'InteractionRecords', markedIn: { fieldKey: await fields.markerKey('record') }, marker, since, translateId: translateRecordId,
        clientId: numberOf(contactId, 'contact'),
        ...(knownRecord === undefined ? {} : { knownId: numberOf(knownRecord, 'interaction record') }),
      }),
  };
}

const nativeColumns = ({ contactId, cardId, html }: RecordAmendment | RecordContent, maxChars: number): object => ({
  ...(contactId === undefined ? {} : { ContactId: numberOf(contactId, 'contact') }),
  ...(cardId === undefined ? {} : { DealId: cardId === 'none' ? null : numberOf(cardId, 'card') }),
  ...(html === undefined ? {} : { Content: clipHtml(html, maxChars) }),
});

const optionsOf = (options: RecordOptions = {}): readonly (readonly [OptionField, string])[] =>
  (['channel', 'group', 'classification'] as const).flatMap((field) => {
    const label = options[field]?.trim() ?? '';
    return label === '' ? [] : [[field, label] as const];
  });
