const SECOND_MS = 1_000;

/** So many requests in any second; what is over gets the seconds to wait. A refused request costs nothing. */
export function createRate(perSecond: number, now: () => number): () => number | undefined {
  let passed: number[] = [];
  return () => {
    if (perSecond === 0) return undefined;
    passed = passed.filter((at) => at > now() - SECOND_MS);
    if (passed.length >= perSecond) return 1;
    passed.push(now());
    return undefined;
  };
}
