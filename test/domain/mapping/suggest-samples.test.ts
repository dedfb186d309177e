import { expect, test } from 'vitest';
import { checkMapping, readJson, suggestMapping, type Json } from '../../../src/domain/mapping/index.ts';
import { sampleBytes, samplesAvailable } from '../../samples.ts';
import { anIncoming, mappedBy } from './an-incoming.ts';

const sample = (...path: readonly string[]): Json => {
  const read = readJson(sampleBytes('webhooks', ...path)?.toString('utf8') ?? '');
  return read.ok ? read.value : null;
};

test.skipIf(!samplesAvailable).each([
  ['hotmart', 'purchase_approved.json'], ['kiwify', 'order_approved.json'], ['kiwify', 'abandoned_cart.json'], ['eduzz', 'myeduzz.invoice_paid.json'], ['ticto', 'authorized.json'],
  ['monetizze', '3_cancelada.json'], ['braip', 'STATUS_ALTERADO_boleto.json'], ['rdstation', 'marketing.WEBHOOK.CONVERTED.json'], ['activecampaign', 'update_json_variant.json'],
])('WHK-02: of a delivery of %s, %s, nobody told us of, event, name and phone are found', (platform, file) => {
  const body = sample(platform, file);
  const { mapping, missing } = suggestMapping([body]);
  expect([missing, checkMapping(mapping)]).toEqual([[], []]);
  expect(mappedBy(mapping, anIncoming(body))).toMatchObject({ missing: [] });
});
