import type { SecretBox } from '../../adapters/system/index.ts';
import type { Answers, Clock, KeptAnswer, KeyedRequest, RepeatableOutcome, RepeatableRequests } from '../../ports/index.ts';
import { patience } from '../patience.ts';

export interface AnswerOnceNeeds {
  readonly answers: Answers;
  readonly clock: Clock;
  readonly box: Pick<SecretBox, 'mark'>;
  /** How long a request waits for its twin that is being carried out. */
  readonly patienceMs: number;
}

const LOOK_AGAIN_MS = 50;

/** Carries out requests that bear a key of their sender's once, however often they come. */
export function createAnswerOnce({ answers, clock, box, patienceMs }: AnswerOnceNeeds): RepeatableRequests {
  async function carryOut(
    request: KeyedRequest, act: () => Promise<KeptAnswer>, isFinal: (answer: KeptAnswer) => boolean,
  ): Promise<RepeatableOutcome<KeptAnswer>> {
    try {
      const answer = await act();
      if (isFinal(answer)) await answers.keep(request, answer);
      else await answers.release(request);
      return { outcome: 'answered', answer, again: 'no' };
    } catch (failure) {
      // Whatever stands in the way of releasing it: after a minute it may be begun again anyway.
      await answers.release(request).catch(() => undefined);
      throw failure;
    }
  }

  return {
    async answer(asked, act, isFinal) {
      // What was asked may name a person; nothing is to be read from what is kept of it.
      const request = { ...asked, fingerprint: box.mark(`request/${asked.fingerprint}`) };
      for (let waitedMs = 0; ; waitedMs += LOOK_AGAIN_MS) {
        const claim = await answers.claim(request, clock.now());
        if (claim.outcome === 'begun') return await carryOut(request, act, isFinal);
        if (claim.outcome === 'answered') return { outcome: 'answered', answer: parseKept(claim.answer), again: 'yes' };
        if (claim.outcome === 'another-request' || waitedMs >= patienceMs) return { outcome: claim.outcome };
        await patience(LOOK_AGAIN_MS);
      }
    },
  };
}

/** What {@link Answers} gives back is what was kept there. */
const parseKept = (answer: unknown): KeptAnswer => answer as KeptAnswer;
