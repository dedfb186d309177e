/** A number as Brazil writes it: `(19) 99741-2063`, and `+55 19 99741-2063` where the country is said. Others stay as they were typed. */
export function maskPhone(text: string): string {
  const digits = text.replace(/\D/g, '');
  if (!text.trim().startsWith('+')) return digits.length > 11 ? text : local(digits, (area) => `(${area}) `, '(');
  if (!digits.startsWith('55')) return text;
  return digits.length > 13 ? text : `+55${digits.length > 2 ? ' ' : ''}${local(digits.slice(2), (area) => `${area} `, '')}`;
}

/** Up to nine digits after an area code; with fewer than three there is no area yet. */
function local(digits: string, areaOf: (area: string) => string, opening: string): string {
  if (digits.length < 3) return digits === '' ? '' : `${opening}${digits}`;
  const rest = digits.slice(2);
  const cut = rest.length > 8 ? 5 : 4;
  return `${areaOf(digits.slice(0, 2))}${rest.length > cut ? `${rest.slice(0, cut)}-${rest.slice(cut)}` : rest}`;
}

/** Where the caret goes in a masked text, so that as many digits stand before it as did. */
export function caretIn(masked: string, digitsBefore: number): number {
  if (digitsBefore === 0) return 0;
  let seen = 0;
  const at = [...masked].findIndex((letter) => /\d/.test(letter) && ++seen === digitsBefore);
  return at === -1 ? masked.length : at + 1;
}
