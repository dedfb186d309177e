import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePhone } from 'vinculo/domain';
import { dialPlan } from '../../../src/domain/desk/dial-plan.ts';
import { planDial } from '../../../src/domain/phone/plan-dial.ts';
import { brazilianLandline, brazilianMobile, ddd, foreignNumber, nationalSpellingsOf, spellingsOf } from '../../arbitraries/phone.ts';
import { present } from '../../arbitraries/present.ts';

const brazilian = () => fc.oneof(brazilianMobile(), brazilianLandline());

test('PHN-05, PAN-09: whatever way a number is typed, it dials as the contact’s own number does', () => {
  fc.assert(
    fc.property(
      brazilian().chain((digits) => fc.tuple(fc.constant(digits), fc.oneof(spellingsOf(digits), nationalSpellingsOf(digits)))), ddd(),
      ([digits, typed], own) => {
        const known = planDial(present(parsePhone(digits, { kind: 'with-ddi' })), { ownDdd: own });
        expect(dialPlan(typed, { ddd: own })).toMatchObject({ outcome: 'dials', dial: known.dial, kind: known.removed.includes('ddd') ? 'local' : 'national' });
      },
    ),
  );
});

test('PAN-09: what is dialled is the end of what was typed: nothing is put in or turned round', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'0123456789 -()+'), maxLength: 20 }), ddd(), (typed, own) => {
      const plan = dialPlan(typed, { ddd: own });
      if (plan.outcome === 'refused') return;
      expect(typed.replace(/\D/g, '').endsWith(plan.dial.replace('+', ''))).toBe(true);
      expect(plan.removed).not.toContain('extension');
    }),
  );
});

test('PAN-09: what the pad dials, typed again, dials the same', () => {
  fc.assert(
    fc.property(fc.oneof(brazilian(), fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 14 })), ddd(), (typed, own) => {
      const once = dialPlan(typed, { ddd: own });
      if (once.outcome === 'dials') expect(dialPlan(once.dial, { ddd: own })).toMatchObject({ outcome: 'dials', dial: once.dial });
    }),
  );
});

test('PAN-09: a number from abroad goes in full, and warns', () => {
  fc.assert(fc.property(foreignNumber(), ddd(), (digits, own) => {
    expect(dialPlan(`+${digits}`, { ddd: own })).toEqual({ outcome: 'dials', dial: `+${digits}`, kind: 'foreign', removed: [], warning: 'foreign' });
  }));
});

test('PAN-09: every text has an answer', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
    expect(['dials', 'refused']).toContain(dialPlan(typed, { ddd: '19' }).outcome);
  }));
});
