import type { MediaReading } from '../../ports/conversations.ts';

/**
 * Types that a browser plays or shows without running anything in them. Whatever else a file calls itself, and an SVG or a page calls itself
 * an image easily, it is bytes to be kept.
 */
const SHOWN: ReadonlySet<string> = new Set([
  'image/jpeg', 'image/png', 'image/gif', 'image/webp',
  'audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/aac', 'audio/amr', 'audio/wav', 'audio/webm',
  'video/mp4', 'video/3gpp', 'video/webm',
]);

/** A foreign file, served so that nothing in it can act in the hub's name: its type is believed where it is harmless only, and it is shown in a frame of no origin. */
export function serveFile({ body, contentType = '', length, contentRange, name }: MediaReading & { readonly name?: string }): Response {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  const isShown = SHOWN.has(type);
  return new Response(body, {
    status: contentRange === undefined ? 200 : 206,
    headers: {
      'content-type': isShown ? type : 'application/octet-stream',
      'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(safeName(name)).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'cache-control': 'private, max-age=300',
      'accept-ranges': 'bytes',
      ...(length === undefined ? {} : { 'content-length': String(length) }),
      ...(contentRange === undefined ? {} : { 'content-range': contentRange }),
    },
  });
}

/** No path, no control characters, nothing that turns the reading direction; and not endless. */
function safeName(name = 'arquivo'): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  // What is cut off may leave half a sign at its edge, which no header can hold.
  const plain = last.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '').trim().slice(-150).toWellFormed();
  return plain.replace(/^\.+/, '') || 'arquivo';
}
