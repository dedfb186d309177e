/** A piece of a message's text. */
export type TextPiece = { readonly is: 'text'; readonly text: string } | { readonly is: 'link'; readonly text: string; readonly href: string };

/** Signs that turn a text around, or are not seen, are in no address. */
const ADDRESS = /https:\/\/[^\s<>"'`\p{Cf}\p{Cc}]+/giu;
/** Nobody opens more, and each costs the page something. */
const MOST_LINKS = 200;
/** Ends a sentence rather than an address. */
const AFTER = new Set('.,;:!?…)]}*_~');

/** A text with its addresses found: only `https`, and none that would show another host than it opens. */
export function piecesOf(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const address = trimmed(found[0]);
    const href = hrefOf(address);
    if (pieces.length >= 2 * MOST_LINKS) break;
    if (href === undefined) continue;
    if (found.index > from) pieces.push({ is: 'text', text: text.slice(from, found.index) });
    pieces.push({ is: 'link', text: address, href });
    from = found.index + address.length;
  }
  if (from < text.length) pieces.push({ is: 'text', text: text.slice(from) });
  return pieces;
}

/** A bracket that was opened within the address belongs to it. */
function trimmed(found: string): string {
  // A pattern that ends at the end would look from each of ten thousand dots.
  let end = found.length;
  while (end > 0 && AFTER.has(found.charAt(end - 1))) end--;
  return found.slice(0, found[end] === ')' && found.includes('(') ? end + 1 : end);
}

function hrefOf(address: string): string | undefined {
  // `https://bank.com@evil.com` opens evil.com.
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.username === '' && url.password === '' ? url.href : undefined;
}
