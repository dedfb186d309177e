import { notBuilt, nothingHere } from './answers.ts';
import type { Packing, UiBuildReader, UiFile } from './ui-build.ts';

const LOADER = 'loader.js';
const PREFIX = '/ui/';

/** Serves what pages name: whole files by their exact names, so that no path leads anywhere else. */
export async function serveUiFile(request: Request, build: UiBuildReader): Promise<Response | undefined> {
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith(PREFIX) || (request.method !== 'GET' && request.method !== 'HEAD')) return undefined;
  const built = await build.read();
  if (built === 'missing') return notBuilt();
  const name = pathname.slice(PREFIX.length);
  const file = built.files.get(name);
  return file === undefined ? nothingHere() : answerFile(request, name, file);
}

function answerFile({ method, headers: asked }: Request, name: string, { contentType, kept, tag, bytes }: UiFile): Response {
  const packing = packingFor(asked.get('accept-encoding') ?? '', bytes);
  const body = bytes[packing] ?? bytes.identity;
  // One tag for each form of the file, as RFC 9110 wants it.
  const etag = `"${tag}${packing === 'identity' ? '' : `-${packing}`}"`;
  const headers = {
    'cache-control': kept === 'forever' ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    etag, vary: 'accept-encoding', 'x-content-type-options': 'nosniff', ...sharing(name),
  };
  if (isKnown(asked.get('if-none-match') ?? '', etag)) return new Response(null, { status: 304, headers });
  return new Response(method === 'HEAD' ? null : body, {
    headers: { ...headers, 'content-type': contentType, 'content-length': String(body.byteLength), ...(packing === 'identity' ? {} : { 'content-encoding': packing }) },
  });
}

/** The loader runs in pages of other origins; everything else in the hub's own. */
const sharing = (name: string): Readonly<Record<string, string>> =>
  name === LOADER ? { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' } : { 'cross-origin-resource-policy': 'same-origin' };

/** The smallest form that the browser takes and the build has. */
const packingFor = (accepted: string, bytes: UiFile['bytes']): Packing | 'identity' =>
  (['br', 'gzip'] as const).find((packing) => bytes[packing] !== undefined && takes(accepted, packing)) ?? 'identity';

function takes(accepted: string, packing: Packing): boolean {
  const wishes = accepted.toLowerCase().split(',').map((wish) => wish.split(';').map((part) => part.trim()));
  const wish = wishes.find(([name]) => name === packing) ?? wishes.find(([name]) => name === '*');
  return wish !== undefined && !wish.some((part) => /^q=0(\.0*)?$/.test(part));
}

/** A cache may hold it under a weak tag, when something between has packed it anew. */
const isKnown = (known: string, etag: string): boolean => known.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
