/**
 * What may be said of a call in messages, history and metrics: `GET /Contacts`, `PATCH /Deals(id)`. Query strings may hold
 * phones and e-mails and are left out; ids are left out so that calls can be counted by route.
 */
export function routeOf(method: string, path: string): string {
  const [beforeQuery = ''] = path.split('?');
  const template = beforeQuery.replaceAll(/\([^)]*\)/g, '(id)').replaceAll(/\/[^/]*\d[^/]*(?=\/|$)/g, keepVersion);
  return `${method} ${template.startsWith('/') ? template : `/${template}`}`;
}

/** `/1.0` and `/v2` name a version and stay; any other segment with a digit in it may identify somebody. */
const keepVersion = (segment: string): string => (/^\/(?:v?\d|\d+\.\d+)$/.test(segment) ? segment : '/id');
