import { isWorthAnotherTry } from './failures.ts';

const MOST_TRIES = 5;

/** Runs a statement or a transaction again that met a crossed lock: PostgreSQL undid it. */
export async function againWhenCrossed<Result>(work: () => Promise<Result>, isWorth: (error: unknown) => boolean = isWorthAnotherTry): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= MOST_TRIES || !isWorth(error)) throw error;
    }
  }
}
