const OFFSET_MS = 3 * 60 * 60 * 1000;
const WITH_OFFSET = /(?:Z|[+-]\d{2}:\d{2})$/;
const ISO_LIKE = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;

/**
 * A moment as the platform writes it: Brasília time with an explicit offset, at most three fraction digits and no
 * trailing zeros (seen: `2022-12-15T14:59:45.13-03:00`).
 */
export function formatBrasilia(epochMs: number): string {
  const [seconds = '', fraction = ''] = new Date(epochMs - OFFSET_MS).toISOString().slice(0, -1).split('.');
  const digits = fraction.replace(/0+$/, '');
  return `${seconds}${digits === '' ? '' : `.${digits}`}-03:00`;
}

/** Reads a moment that a client sent; without an offset it is Brasília time. `undefined` when it is no moment. */
export function parseMoment(text: string): number | undefined {
  if (!ISO_LIKE.test(text)) return undefined;
  const whole = text.includes('T') ? text : `${text}T00:00:00`;
  const epochMs = Date.parse(WITH_OFFSET.test(whole) ? whole : `${whole}-03:00`);
  return Number.isNaN(epochMs) ? undefined : epochMs;
}
