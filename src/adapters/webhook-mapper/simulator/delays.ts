export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Waits that double, from a minute on, until so much time is over. */
export function delaysUntil(endMs: number): readonly number[] {
  const delays: number[] = [];
  for (let [next, passed] = [MINUTE, MINUTE]; passed <= endMs; next *= 2, passed += next) delays.push(next);
  return delays;
}
