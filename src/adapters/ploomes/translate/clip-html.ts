const CLIPPED = '…';

/** The way to the whole conversation comes last in a record, and is what a reader of a clipped one needs most. */
const LINK_AT_END = /<p><a [^>]*>[^<]*<\/a><\/p>\s*$/;

/** A tag, a character reference, or one character. */
const PIECES = /<[^>]*>?|&[^;\s]{1,10};|[\s\S]/gu;
const TAG = /^<(\/?)([a-z][a-z0-9]*)[^>]*>$/i;
const WITHOUT_END: ReadonlySet<string> = new Set(['br', 'hr', 'img']);

/**
 * Cuts HTML to what Ploomes is trusted to keep, never inside a tag or a character reference. What is open at the cut is
 * closed, and a link at the very end is kept.
 */
export function clipHtml(html: string, maxChars: number): string {
  if (html.length <= maxChars) return html;
  const link = LINK_AT_END.exec(html)?.[0] ?? '';
  const kept = link.length + CLIPPED.length <= maxChars ? link : '';
  return `${beginningOf(html.slice(0, html.length - kept.length), maxChars - kept.length)}${kept}`;
}

/** The longest beginning that has room, with its mark and its closing tags. */
function beginningOf(html: string, room: number): string {
  let end = 0;
  let closing = '';
  let longest = { end, closing };
  for (const [piece] of html.matchAll(PIECES)) {
    end += piece.length;
    if (end + CLIPPED.length > room) break;
    closing = closingAfter(piece, closing);
    if (end + CLIPPED.length + closing.length <= room) longest = { end, closing };
  }
  return `${html.slice(0, longest.end)}${CLIPPED}${longest.closing}`;
}

/** The closing tags that are due after a piece, the innermost first. */
function closingAfter(piece: string, closing: string): string {
  const [, slash, name = ''] = TAG.exec(piece) ?? [];
  if (slash === undefined || WITHOUT_END.has(name.toLowerCase())) return closing;
  const tag = `</${name}>`;
  return slash === '' ? `${tag}${closing}` : closing.replace(tag, '');
}
