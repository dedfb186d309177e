const PLAIN_HEADERS = {
  'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'", 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff',
} as const;

/** A refusal after RFC 9457, as the rest of the hub answers. */
const problem = (kind: string, status: number, title: string, detail: string): Response =>
  new Response(JSON.stringify({ type: `urn:vinculo:problem:${kind}`, title, status, detail }), { status, headers: { ...PLAIN_HEADERS, 'content-type': 'application/problem+json; charset=utf-8' } });

export const nothingHere = (): Response => problem('not-found', 404, 'Nothing is here', 'There is no such file. A page that was loaded before the hub was renewed names files that are gone: load it again.');

export const notBuilt = (): Response =>
  problem('unavailable', 503, 'The hub cannot do this now', 'What browsers load was not built. In a checkout run `npm run build:ui`; where the package was bundled into another file, give `uiFolder`, the path of its dist/ui.');
