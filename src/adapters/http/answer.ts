/** Nothing that the hub answers is a page, is to be framed, guessed at, or kept by a cache. */
const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

const JSON_HEADERS = { ...SECURITY_HEADERS, 'content-type': 'application/json; charset=utf-8' } as const;

export const answerJson = (value: unknown, status = 200): Response =>
  new Response(JSON.stringify(value), { status, headers: JSON_HEADERS });

/** What is sent on while it comes; no proxy may hold it back or pack it. */
export const answerStream = (body: ReadableStream<Uint8Array>, contentType: string): Response =>
  new Response(body, { headers: { ...SECURITY_HEADERS, 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no', 'content-type': contentType } });

export const answerText = (text: string, contentType: string, status = 200, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(text, { status, headers: { ...SECURITY_HEADERS, ...headers, 'content-type': contentType } });
