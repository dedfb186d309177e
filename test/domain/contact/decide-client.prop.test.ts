import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideClient, type ClientFacts } from '../../../src/domain/contact/decide-client.ts';
import { identityKeysOf } from '../../../src/domain/contact/identity-key.ts';
import { candidates, cpf, email, looseClient } from '../../arbitraries/contact.ts';
import { brazilianMobileOfTwoForms, spellingsOf, withoutNine } from '../../arbitraries/phone.ts';
import { aContactId, aPerson } from '../../builders/an-identity.ts';

const facts = (): fc.Arbitrary<ClientFacts> =>
  fc
    .tuple(looseClient(), fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }), fc.integer({ min: 1, max: 40 }))
    .chain(([client, linked, code]) => {
      const keys = identityKeysOf({ ...client, externalCode: String(code) });
      return candidates(keys).map((found) => ({ keys, candidates: found, ...(linked !== undefined && { linked: aContactId(linked) }) }));
    });

test('SES-13: the order in which candidates were found never matters', () => {
  const shuffled = facts().chain((known) =>
    fc.tuple(fc.constant(known), fc.shuffledSubarray([...known.candidates], { minLength: known.candidates.length })),
  );
  fc.assert(
    fc.property(shuffled, ([known, again]) => {
      expect(decideClient({ ...known, candidates: again })).toEqual(decideClient(known));
    }),
  );
});

test('SES-13: a candidate found twice is one candidate', () => {
  fc.assert(
    fc.property(facts(), (known) => {
      expect(decideClient({ ...known, candidates: [...known.candidates, ...known.candidates] })).toEqual(decideClient(known));
    }),
  );
});

test('PHN-04: how the phone is written, and whether it has the ninth digit, never matters', () => {
  const written = fc.tuple(brazilianMobileOfTwoForms(), fc.boolean()).chain(([mobile, old]) =>
    fc.tuple(fc.constant(mobile), spellingsOf(old ? withoutNine(mobile) : mobile)),
  );
  fc.assert(
    fc.property(written, ([mobile, spelling]) => {
      expect(decideClient({ keys: identityKeysOf({ phone: spelling }), candidates: [aPerson(7, { phone: mobile })] })).toEqual({
        outcome: 'known', client: '7', kind: 'person', matchedBy: 'phone',
      });
    }),
  );
});

test('SES-13: masks of CPF and capitals of the e-mail never matter', () => {
  fc.assert(
    fc.property(cpf(), email(), (taxpayer, address) => {
      const plain = { cpf: taxpayer.replace(/\D/g, ''), email: address.trim().toLowerCase() };
      const ana = aPerson(7, plain);
      expect(decideClient({ keys: identityKeysOf({ cpf: taxpayer }), candidates: [ana] })).toMatchObject({ matchedBy: 'cpf' });
      expect(decideClient({ keys: identityKeysOf({ email: address }), candidates: [ana] })).toMatchObject({ matchedBy: 'email' });
    }),
  );
});

test('SES-13: whoever is chosen is a candidate, and whoever is reported is another one', () => {
  fc.assert(
    fc.property(facts(), (known) => {
      const decision = decideClient(known);
      if (decision.outcome === 'unknown') return;
      const ids = known.candidates.map(({ id }) => id);
      expect(ids).toContain(decision.client);
      if (!decision.conflict) return;
      expect(decision.conflict.kept).toBe(decision.client);
      expect(decision.conflict.other).not.toBe(decision.client);
      expect(ids).toContain(decision.conflict.other);
    }),
  );
});

test('SES-13: a linked candidate is always the client', () => {
  fc.assert(
    fc.property(facts(), (known) => {
      const [someone] = known.candidates;
      if (someone) expect(decideClient({ ...known, linked: someone.id })).toMatchObject({ client: someone.id, matchedBy: 'link' });
    }),
  );
});
