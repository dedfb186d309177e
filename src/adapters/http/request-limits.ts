import { problem } from './problem.ts';

/** Platforms and browsers send a few hundred characters; proxies cut at eight thousand. */
const MOST_URL_CHARACTERS = 8_192;
/** Every route takes fewer than thirty. */
const MOST_QUERY_PARTS = 100;
const MOST_HEADERS = 128;
const MOST_HEADER_CHARACTERS = 32_768;

/** What keeps a request from being looked at any closer; servers have limits of their own, which differ. */
export function problemOfSize(request: Request): Response | undefined {
  const { url } = request;
  if (url.length > MOST_URL_CHARACTERS || url.split('&', MOST_QUERY_PARTS + 1).length > MOST_QUERY_PARTS) {
    return problem('address-too-long', `An address may have ${MOST_URL_CHARACTERS} characters and ${MOST_QUERY_PARTS} parameters at most. Nothing was stored or done.`);
  }
  if (isTooMuch(request.headers)) {
    return problem('headers-too-large', `There may be ${MOST_HEADERS} headers of ${MOST_HEADER_CHARACTERS} characters in all. Nothing was stored or done.`);
  }
  return undefined;
}

function isTooMuch(headers: Headers): boolean {
  let [count, characters] = [0, 0];
  for (const [name, value] of headers) {
    count += 1;
    characters += name.length + value.length;
    if (count > MOST_HEADERS || characters > MOST_HEADER_CHARACTERS) return true;
  }
  return false;
}
