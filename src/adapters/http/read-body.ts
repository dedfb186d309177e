import { problem } from './problem.ts';

/** Deliveries are a few kilobytes; the largest row seen was under 40 KB. */
const MAX_BODY_BYTES = 1024 * 1024;

/** The body's own bytes, or why there are none: `unreadable` is a sender who hung up half-way. */
export async function readBody(request: Request, mostBytes: number = MAX_BODY_BYTES): Promise<Uint8Array | 'too-large' | 'unreadable'> {
  try {
    return await readWithinLimit(request, mostBytes);
  } catch {
    return 'unreadable';
  }
}

export const bodyProblem = (reason: 'too-large' | 'unreadable', mostBytes: number = MAX_BODY_BYTES): Response =>
  reason === 'too-large'
    ? problem('body-too-large', `A body may have ${mostBytes} bytes at most. Nothing was stored or done.`)
    : problem('body-unreadable', 'The body ended before its stated length. Send it again, whole.');

/** `too-large` is told as soon as it is certain: by what is stated, else by what came. */
async function readWithinLimit(request: Request, mostBytes: number): Promise<Uint8Array | 'too-large'> {
  const stated = request.headers.get('content-length');
  if (stated === null) return readCounting(request, mostBytes);
  if (Number(stated) > mostBytes) return 'too-large';
  // Servers hold a sender to the length it stated, so that reading at once is safe, and it is the quick way.
  const body = new Uint8Array(await request.arrayBuffer());
  return body.byteLength > mostBytes ? 'too-large' : body;
}

async function readCounting(request: Request, mostBytes: number): Promise<Uint8Array | 'too-large'> {
  if (request.body === null) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.byteLength;
    if (length > mostBytes) return 'too-large';
    chunks.push(chunk);
  }
  return joined(chunks, length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return whole;
}
