/** A text with a marker at its end, for tables that have no custom fields. People see it, and see what it is. */
export const markedText = (text: string, marker: string): string => (text === '' ? sign(marker) : `${text}\n${sign(marker)}`);

/** Whether a text was made with this marker. What people wrote behind it does no harm. */
export const isMarkedText = (text: string | null | undefined, marker: string): boolean => (text ?? '').includes(sign(marker));

/** Closed on both sides, so that no marker is found in a longer one. */
const sign = (marker: string): string => `[Chave Vínculo: ${encodeURIComponent(marker.toWellFormed())}]`;
