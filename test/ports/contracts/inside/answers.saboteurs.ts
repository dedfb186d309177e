import type { Instant } from '../../../../src/domain/kernel/instant.ts';
import type { Answers, Claim, KeyedRequest } from '../../../../src/ports/index.ts';
import type { Saboteur } from './saboteur.ts';

const answersWith = (change: (answers: Answers) => Partial<Answers>): Saboteur => ({ answers }) => ({ answers: { ...answers, ...change(answers) } });

/** @param when - the moment of the claim, counted from the first one in seconds. */
const claiming = (change: (claim: Claim, request: KeyedRequest, when: number) => Claim): Saboteur =>
  answersWith((answers) => {
    let first: Instant | undefined;
    return {
      async claim(request, now) {
        first ??= now;
        return change(await answers.claim(request, now), request, (Date.parse(now) - Date.parse(first)) / 1_000);
      },
    };
  });

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

export const answersSaboteurs: Readonly<Record<string, Saboteur>> = {
  'lets a request begin': claiming((claim, _request, when) => (claim.outcome === 'begun' && when === 0 ? { ...claim, answer: undefined } : claim)),
  'tells that the same request is under way': claiming((claim, _request, when) =>
    claim.outcome === 'under-way' && when === 1 ? { outcome: 'another-request' } : claim,
  ),
  'lets one of several begin at the same moment': claiming((claim, _request, when) =>
    claim.outcome === 'under-way' && when === 0 ? { outcome: 'begun' } : claim,
  ),
  'gives the answer that was kept': answersWith((answers) => {
    let kept = 0;
    let released = false;
    return {
      keep: async (...asked) => ((kept += 1), answers.keep(...asked)),
      release: async (...asked) => ((released = true), answers.release(...asked)),
      async claim(request, now) {
        const claim = await answers.claim(request, now);
        return claim.outcome === 'answered' && kept === 1 && !released && Date.parse(now) % 60_000 === 1_000 ? { ...claim, answer: undefined } : claim;
      },
    };
  }),
  'refuses another request under a key that was used': claiming((claim) => (claim.outcome === 'another-request' ? { outcome: 'under-way' } : claim)),
  'tells the keys of two senders apart': answersWith((answers) => ({
    claim: (request, now) => answers.claim({ ...request, sender: 'anybody' }, now),
    keep: (request, answer) => answers.keep({ ...request, sender: 'anybody' }, answer),
    release: (request) => answers.release({ ...request, sender: 'anybody' }),
  })),
  'tells two keys of a sender apart': answersWith((answers) => ({
    claim: (request, now) => answers.claim({ ...request, key: 'any' }, now),
    keep: (request, answer) => answers.keep({ ...request, key: 'any' }, answer),
    release: (request) => answers.release({ ...request, key: 'any' }),
  })),
  'lets a request that was released begin again': answersWith(() => ({ release: async () => undefined })),
  'keeps the answer of a request that is released after it': answersWith((answers) => {
    const released = new Set<string>();
    return {
      release: async (request) => ((released.add(request.key)), answers.release(request)),
      async claim(request, now) {
        const claim = await answers.claim(request, now);
        return claim.outcome === 'answered' && released.has(request.key) ? { outcome: 'begun' } : claim;
      },
    };
  }),
  'keeps the first of two answers': answersWith((answers) => {
    const answered: unknown[] = [];
    return {
      keep: async (request, answer) => ((answered.push(answer)), answers.keep(request, answer)),
      async claim(request, now) {
        const claim = await answers.claim(request, now);
        return claim.outcome === 'answered' && answered.length > 1 ? { ...claim, answer: answered.at(-1) } : claim;
      },
    };
  }),
  'remembers an answer for a day': claiming((claim, _request, when) => (claim.outcome === 'answered' && when > DAY / 2 ? { outcome: 'begun' } : claim)),
  'forgets an answer after a day': claiming((claim, _request, when) => (claim.outcome === 'begun' && when === DAY ? { outcome: 'under-way' } : claim)),
  'leaves a request to whoever began it for a minute': claiming((claim, _request, when) =>
    claim.outcome === 'under-way' && when > 1 ? { outcome: 'begun' } : claim,
  ),
  'lets a request that was left alone be begun again after a minute': claiming((claim, _request, when) =>
    claim.outcome === 'begun' && when === MINUTE ? { outcome: 'under-way' } : claim,
  ),
};
