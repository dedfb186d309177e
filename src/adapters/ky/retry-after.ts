import type { Retry } from '../../domain/kernel/error.ts';

/**
 * Reads `Retry-After`, given in seconds or as an HTTP date. Without one, or with one that says nothing, it is `'soon'`:
 * the caller's own pauses apply.
 */
export function retryAfter(header: string | null, nowMs: number): Retry {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return { afterMs: Math.ceil(Number(text) * 1000) };
  const at = text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? 'soon' : { afterMs: Math.max(0, at - nowMs) };
}
