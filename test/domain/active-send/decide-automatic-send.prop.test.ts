import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeSendNotice, decideAutomaticSend, fillTemplate, instantOf, placesOf, type AutomaticSendFacts, type MessageTemplate } from '../../../src/domain/index.ts';
import { contactPhone, fieldsAtHand, messageTemplate, sendConditions } from '../../arbitraries/index.ts';
import { aGroupId } from '../../builders/a-send.ts';

const NOW = instantOf(Date.UTC(2026, 4, 4, 15));

const source = fc.constantFrom({ of: 'contact', field: 'Nome' }, { of: 'card', field: 'Valor' }, { of: 'company', field: 'Etapa' }, { text: '04/05/2026' }, { text: 'https://exemplo.com.br/a.pdf' }) as fc.Arbitrary<
  { readonly of: 'contact' | 'card' | 'company'; readonly field: string } | { readonly text: string }
>;

const sourcesOf = (template: MessageTemplate) => fc.tuple(...placesOf(template).map(({ part, place }) => fc.array(source, { maxLength: 3 }).map((from) => ({ part, place, from }))));

const automaticSends: fc.Arbitrary<AutomaticSendFacts> = messageTemplate().chain((template) =>
  fc.record({ conditions: fc.oneof(fc.constant({ hold: 'all', of: [] } as const), sendConditions(1)), values: sourcesOf(template), phones: fc.array(fc.oneof(contactPhone(), fc.constant({ value: '12' })), { maxLength: 2 }), fields: fieldsAtHand(), sinceMs: fc.constantFrom(undefined, 0, 9_000) })
    .map(({ conditions, values, phones, fields, sinceMs }) => ({
      automation: { id: 'a-1', name: 'A', channel: 'whatsapp', groupId: aGroupId(), templateId: template.id, conditions, values },
      phones, fields, template, seenForms: [], pairRateMs: 6_000, requestedAt: NOW, timeZone: 'America/Sao_Paulo', currency: 'BRL',
      ...(sinceMs === undefined ? {} : { lastSentAt: instantOf(Date.UTC(2026, 4, 4, 15) - sinceMs) }),
    })));

test('SND-02: whatever an automation sends is what its template says, with every place filled; all else says why', () => {
  fc.assert(
    fc.property(automaticSends, (facts) => {
      const decided = decideAutomaticSend(facts);
      expect(decideAutomaticSend(facts)).toEqual(decided);
      if (decided.outcome === 'send' && facts.template !== undefined) {
        expect(fillTemplate(facts.template, decided.values)).toMatchObject({ outcome: 'filled', text: decided.text });
      }
      if (decided.outcome === 'nothing') {
        const notice = composeSendNotice({ because: decided.because, automationName: 'A', templateName: 'T', language: 'en', timeZone: 'UTC' });
        expect(notice !== undefined).toBe(['phone-missing', 'phone-invalid', 'values-unfit'].includes(decided.because.reason));
      }
    }),
  );
});

test('the generator of automatic sends reaches what can become of them', () => {
  // Fixed, since this asks what the generator can make and not what is true.
  const decided = fc.sample(automaticSends, { numRuns: 3000, seed: 4 }).map(decideAutomaticSend);
  const met = new Set(decided.map((each) => (each.outcome === 'nothing' ? each.because.reason : each.outcome)));
  expect([...met].toSorted()).toEqual(['conditions-unmet', 'phone-invalid', 'phone-missing', 'send', 'template-not-approved', 'values-unfit', 'wait']);
});
