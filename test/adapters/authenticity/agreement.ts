import { expect } from 'vitest';
import { verifyAuthenticity } from '../../../src/adapters/authenticity/index.ts';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import type { RawRequest, Scheme } from '../../../src/ports/index.ts';
import { createDice, type Dice } from './dice.ts';

export const CASES = 10_000;

/** One request, and what somebody else's library makes of it. */
export interface Trial {
  readonly request: RawRequest;
  readonly scheme: Scheme;
  readonly secret: string;
  readonly nowMs: number;
  /** Throws, or says false, where it refuses. */
  theirs(): unknown;
}

/** Lets both judge the same cases, of which a good part is authentic and a good part is not; tells the first on which they differ. */
export async function expectAgreement(trialOf: (dice: Dice) => Trial | Promise<Trial>): Promise<void> {
  const seed = Number(process.env['VINCULO_SEED']);
  const dice = createDice(seed);
  let accepted = 0;
  for (let turn = 0; turn < CASES; turn += 1) {
    const trial = await trialOf(dice);
    const ours = verifyAuthenticity(trial.scheme, [trial.secret], trial.request, instantOf(trial.nowMs));
    const theirs = await verdictOf(trial);
    if (theirs !== (ours.authentic === 'yes')) expect({ seed, turn, ours, theirs, request: { ...trial.request, body: Buffer.from(trial.request.body).toString() } }).toBe('agreement');
    accepted += Number(theirs);
  }
  expect(accepted).toBeGreaterThan(CASES / 8);
  expect(accepted).toBeLessThan((CASES * 7) / 8);
}

async function verdictOf(trial: Trial): Promise<boolean> {
  try {
    return (await trial.theirs()) !== false;
  } catch {
    // That is how most of them refuse.
    return false;
  }
}
