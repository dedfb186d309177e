const CLIPPED = '…';

/** Cuts HTML to what Ploomes is trusted to keep, never inside a tag or a character reference. */
export function clipHtml(html: string, maxChars: number): string {
  if (html.length <= maxChars) return html;
  const cut = html.slice(0, maxChars - CLIPPED.length).replace(/[\uD800-\uDBFF]$/, '');
  return `${cut.replace(/<[^>]*$/, '').replace(/&[^;\s]{0,10}$/, '')}${CLIPPED}`;
}
