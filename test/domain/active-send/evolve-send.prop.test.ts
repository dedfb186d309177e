import fc from 'fast-check';
import { expect, test } from 'vitest';
import { evolveSend } from '../../../src/domain/index.ts';
import { activeSend, sendSign } from '../../arbitraries/index.ts';

const inAnyOrder = <Sign>(signs: readonly Sign[]) => fc.tuple(fc.constant(signs), fc.shuffledSubarray([...signs], { minLength: signs.length }));

test('SND-03: signs that come late, twice or in another order end in the same place', () => {
  fc.assert(
    fc.property(activeSend(), fc.array(sendSign(), { maxLength: 6 }).chain(inAnyOrder), (send, [signs, shuffled]) => {
      expect([...shuffled, ...signs].reduce(evolveSend, send)).toEqual(signs.reduce(evolveSend, send));
    }),
  );
});

test('SND-03: nothing that is told changes what was sent, and an answer is never taken back', () => {
  fc.assert(
    fc.property(activeSend(), sendSign(), (send, sign) => {
      const { state, stateAt: _at, failure: _failure, protocol, chatSendId: _id, ...sent } = evolveSend(send, sign);
      const { state: before, stateAt: _thenAt, failure: _thenFailure, protocol: thenProtocol, chatSendId: _thenId, ...wasSent } = send;
      expect(sent).toEqual(wasSent);
      expect(state === 'answered').toBe(before === 'answered' || sign.protocol !== undefined);
      expect(protocol).toBe(thenProtocol ?? sign.protocol);
    }),
  );
});
