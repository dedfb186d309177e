import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { ploomesReader } from '../../../src/adapters/ploomes/index.ts';
import { contactRow } from '../../../src/adapters/ploomes/wire/contact.ts';
import { dealRow, markedRow } from '../../../src/adapters/ploomes/wire/deal.ts';
import { created, listOf } from '../../../src/adapters/ploomes/wire/envelope.ts';
import { fieldRow, pipelineRow, userRow } from '../../../src/adapters/ploomes/wire/settings.ts';
import { samples, samplesAvailable } from '../../samples.ts';

const answer = z.looseObject({ response: z.looseObject({ body: z.unknown() }) }).transform(({ response }) => response.body);
const delivery = z.looseObject({ body: z.unknown() }).transform(({ body }) => JSON.stringify(body));

describe.skipIf(!samplesAvailable)('captured payloads fit what is read of them', () => {
  test.each([
    { file: 'ploomes.contacts.list.json', schema: listOf(contactRow) },
    { file: 'ploomes.contacts.list-expanded.inferred.json', schema: listOf(contactRow) },
    { file: 'ploomes.contacts.create.response.inferred.json', schema: created(contactRow) },
    { file: 'ploomes.deals.list-expanded.json', schema: listOf(dealRow) },
    { file: 'ploomes.deals.list-expanded.json', schema: listOf(markedRow) },
    { file: 'ploomes.deals.pipelines.list.json', schema: listOf(pipelineRow) },
    { file: 'ploomes.fields.list.inferred.json', schema: listOf(fieldRow) },
    { file: 'ploomes.interaction-records.list.json', schema: listOf(markedRow) },
    { file: 'ploomes.users.list.json', schema: listOf(userRow) },
  ])('$file', ({ file, schema }) => {
    expect(schema.safeParse(answer.parse(samples('ploomes', file))).error).toBeUndefined();
  });

  test.each([
    { file: 'ploomes.webhook-delivery.contact-update.inferred.json', kind: 'Contacts.Update' },
    { file: 'ploomes.webhook-delivery.contact-delete.inferred.json', kind: 'Contacts.Delete' },
    { file: 'ploomes.webhook-delivery.deal-create.inferred.json', kind: 'Deals.Create' },
    { file: 'ploomes.webhook-delivery.deal-win.inferred.json', kind: 'Deals.Win' },
    { file: 'ploomes.webhook-delivery.alt-resourceid.inferred.json', kind: 'Deals.Update' },
  ])('$file', ({ file, kind }) => {
    expect(ploomesReader.read(delivery.parse(samples('ploomes', file)))).toMatchObject({ ok: true, kind });
  });
});
