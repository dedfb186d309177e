import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planDial } from '../../../src/domain/phone/plan-dial.ts';
import { ddd, phone } from '../../arbitraries/phone.ts';

test('PHN-05: what is dialled and what was removed make up the number again', () => {
  fc.assert(
    fc.property(phone(), ddd(), (known, ownDdd) => {
      const { dial, removed } = planDial(known, { ownDdd });
      const front = `${removed.includes('ddi') ? '+55' : ''}${removed.includes('ddd') ? ownDdd : ''}`;
      expect(`${front}${dial}`).toBe(known.e164);
    }),
  );
});
