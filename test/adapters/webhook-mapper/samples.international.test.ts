import { describe, expect, test } from 'vitest';
import { takeApart } from '../../../src/adapters/webhook-mapper/index.ts';
import type { Platform } from '../../../src/ports/platform.ts';
import { sampleBytes, samplesAvailable } from '../../samples.ts';
import { presetOf, type AnswerCallback } from './receive.ts';
import { capturedAnswers, capturedDeliveries, capturedRequest, expectLeadOrReason } from './sample-deliveries.ts';

const INTERNATIONAL = [
  'calendly', 'hubspot', 'meta', 'pipedrive', 'rdstation', 'shopify', 'standard-webhooks', 'stripe', 'twilio', 'typeform', 'vtex', 'woocommerce', 'wordpress',
  'zapier',
] as const;

/** Lists of words stand beside deliveries too: states, types of events, the query of a challenge. */
const deliveries = capturedDeliveries(INTERNATIONAL).filter(([, file]) => /\.(?:json|body\.txt|form)$/.test(file));
const challenges = capturedDeliveries(['meta']).filter(([, file]) => file.endsWith('.query.txt'));

/** Two products of Meta share an address there. */
function presetFor(folder: string, file: string): Platform {
  if (folder !== 'meta') return presetOf(folder);
  const read = takeApart(capturedRequest(folder, file));
  const isPage = read.ok && typeof read.value.body === 'object' && read.value.body !== null && Reflect.get(read.value.body, 'object') === 'page';
  return presetOf(isPage ? 'meta-lead-ads' : 'whatsapp');
}

/** No deal of HubSpot's was captured: its answer is made up, and links the contact that was. */
function answersFor(folder: string): AnswerCallback {
  const captured = capturedAnswers(folder);
  return (request) => (/objects\/(?:deals|tickets)\//.test(request.route) ? { associations: { contacts: { results: [{ id: '1' }] } } } : captured(request));
}

describe.runIf(samplesAvailable)('WHK-01: captured deliveries are leads, or say why they are none', () => {
  test.for(deliveries)('%s: %s gives event, name and phone, or the reason why it carries none', ([folder, file]) =>
    expectLeadOrReason(folder, file, presetFor(folder, file), answersFor(folder)));

  test.for(challenges)('%s: %s is a challenge that is answered with what it asks for', ([folder, file]) => {
    const query = new TextDecoder().decode(sampleBytes('webhooks', folder, file)).trim();
    const asked = new URLSearchParams(query);
    const request = { method: 'GET', url: `https://hub.example/hooks/webhook/token?${query}`, headers: {}, body: new Uint8Array() };
    const incoming = takeApart(request);
    if (!incoming.ok) throw new Error('A challenge has no body that could be wrong.');
    for (const id of ['whatsapp', 'meta-lead-ads']) {
      const answer = presetOf(id).handshake?.(request, incoming.value, asked.get('hub.verify_token') ?? '');
      expect(answer).toEqual({ status: 200, body: asked.get('hub.challenge'), contentType: 'text/plain' });
    }
  });
});
