import assert from 'node:assert/strict';
import type { KeyedRequest } from '../answers.ts';
import { after } from './builders.ts';
import type { InsideSubject } from './inside-subject.ts';
import { defineContract, type Contract } from './kit.ts';

/** A store that was asked nothing yet. */
export type AnswersSubject = Pick<InsideSubject, 'answers'>;

const REQUEST: KeyedRequest = { sender: 'ana', key: 'key-1', fingerprint: 'replay d1' };
const NOW = after(0);
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** Claims a request and answers it. */
async function answered({ answers }: AnswersSubject, request: KeyedRequest = REQUEST): Promise<void> {
  await answers.claim(request, NOW);
  await answers.keep(request, { status: 200, body: '{"replayed":1}' });
}

/** Runs the promises of `Answers`. */
export const answersContract: Contract<AnswersSubject> = defineContract<AnswersSubject>({
  'lets a request begin': async ({ answers }) => {
    assert.deepEqual(await answers.claim(REQUEST, NOW), { outcome: 'begun' });
  },
  'tells that the same request is under way': async ({ answers }) => {
    await answers.claim(REQUEST, NOW);
    assert.deepEqual(await answers.claim(REQUEST, after(1)), { outcome: 'under-way' });
  },
  'lets one of several begin at the same moment': async ({ answers }) => {
    const claims = await Promise.all(Array.from({ length: 5 }, () => answers.claim(REQUEST, NOW)));
    assert.equal(claims.filter(({ outcome }) => outcome === 'begun').length, 1);
  },
  'gives the answer that was kept': async (subject) => {
    await answered(subject);
    assert.deepEqual(await subject.answers.claim(REQUEST, after(1)), { outcome: 'answered', answer: { status: 200, body: '{"replayed":1}' } });
  },
  'refuses another request under a key that was used': async (subject) => {
    await answered(subject);
    assert.deepEqual(await subject.answers.claim({ ...REQUEST, fingerprint: 'replay d2' }, after(1)), { outcome: 'another-request' });
  },
  'tells the keys of two senders apart': async (subject) => {
    await answered(subject);
    assert.deepEqual(await subject.answers.claim({ ...REQUEST, sender: 'bia' }, after(1)), { outcome: 'begun' });
  },
  'tells two keys of a sender apart': async (subject) => {
    await answered(subject);
    assert.deepEqual(await subject.answers.claim({ ...REQUEST, key: 'key-2' }, after(1)), { outcome: 'begun' });
  },
  'lets a request that was released begin again': async ({ answers }) => {
    await answers.claim(REQUEST, NOW);
    await answers.release(REQUEST);
    assert.deepEqual(await answers.claim({ ...REQUEST, fingerprint: 'replay d2' }, after(1)), { outcome: 'begun' });
  },
  'keeps the answer of a request that is released after it': async (subject) => {
    await answered(subject);
    await subject.answers.release(REQUEST);
    assert.equal((await subject.answers.claim(REQUEST, after(1))).outcome, 'answered');
  },
  'keeps the first of two answers': async (subject) => {
    await answered(subject);
    await subject.answers.keep(REQUEST, 'another');
    assert.deepEqual(await subject.answers.claim(REQUEST, after(1)), { outcome: 'answered', answer: { status: 200, body: '{"replayed":1}' } });
  },
  'remembers an answer for a day': async (subject) => {
    await answered(subject);
    assert.equal((await subject.answers.claim(REQUEST, after(DAY - 1))).outcome, 'answered');
  },
  'forgets an answer after a day': async (subject) => {
    await answered(subject);
    assert.equal((await subject.answers.claim(REQUEST, after(DAY))).outcome, 'begun');
  },
  'leaves a request to whoever began it for a minute': async ({ answers }) => {
    await answers.claim(REQUEST, NOW);
    assert.equal((await answers.claim(REQUEST, after(MINUTE - 1))).outcome, 'under-way');
  },
  'lets a request that was left alone be begun again after a minute': async ({ answers }) => {
    await answers.claim(REQUEST, NOW);
    assert.equal((await answers.claim(REQUEST, after(MINUTE))).outcome, 'begun');
  },
});
