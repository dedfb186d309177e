import { isPortFailure } from '../../ports/failures.ts';
import { failureOfShape, failureOfStatus, failureOfTransport, type FailedCall } from './failures.ts';
import type { HttpClientOptions } from './http-client.ts';

/** What is to be read: a whole address, since files often lie elsewhere than what tells of them. */
export interface StreamCall {
  readonly address: URL;
  /** What is said of the call. */
  readonly route: string;
  /** Whose host it is: trouble of others' is none of the account's, and asking them costs it nothing. */
  readonly host: 'own' | 'others';
  readonly headers?: Readonly<Record<string, string>>;
}

/** What there is under an address: its bytes, another address that has them, or nothing any more. */
export type OpenedStream =
  | { readonly found: 'bytes'; readonly headers: Headers; readonly body: ReadableStream<Uint8Array> }
  | { readonly found: 'elsewhere'; readonly address: URL }
  | { readonly found: 'nothing' };

/** Reads what is too large to be held whole. Fails with a `PortFailure` only. */
export interface StreamClient {
  /** Opens one address and follows none: where a redirect leads is for the caller to judge, and to ask without the credential. */
  open(call: StreamCall): Promise<OpenedStream>;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * A client for files. The time-out counts from sending to the first byte, and anew between one piece and the next, for a long
 * file takes its time; whoever reads slowly is not held to it. Cancelling the body ends the connection.
 */
export function createStreamClient(options: Omit<HttpClientOptions, 'baseUrl'>): StreamClient {
  const timeoutMs = options.totalTimeoutMs ?? DEFAULT_TIMEOUT_MS;
  const send = options.fetch ?? fetch;

  async function opened({ address, headers = {} }: StreamCall, failing: FailedCall): Promise<OpenedStream> {
    const abort = new AbortController();
    const response = await within(timeoutMs, abort, send(address, { headers: { ...options.headers, ...headers }, redirect: 'manual', signal: abort.signal }))
      .catch((cause: unknown) => {
        throw failureOfTransport(cause, failing);
      });
    const outcome = judged(response, address, failing, options.now);
    if (outcome !== 'bytes') {
      abort.abort();
      return outcome;
    }
    return { found: 'bytes', headers: response.headers, body: piecesOf(response.body, { timeoutMs, abort, failing }) };
  }

  const failingOf = ({ route, host }: StreamCall): FailedCall => ({ route, effect: 'reads', ...(host === 'own' ? { account: options.account } : {}) });

  return {
    open: async (call) => {
      if (call.host === 'others') return await opened(call, failingOf(call));
      await options.budget?.gate.pass(options.account, options.budget.limits);
      const begun = options.now();
      const note = (outcome: string): void => options.onCall?.({ account: options.account, route: call.route, outcome, ms: options.now() - begun });
      try {
        const outcome = await opened(call, failingOf(call));
        note('ok');
        return outcome;
      } catch (error) {
        note(isPortFailure(error) ? error.code : 'defect');
        if (isPortFailure(error) && typeof error.retry === 'object') await options.budget?.gate.pause(options.account, error.retry);
        throw error;
      }
    },
  };
}

function judged(response: Response, address: URL, failing: FailedCall, now: () => number): 'bytes' | Exclude<OpenedStream, { found: 'bytes' }> {
  const { status, headers } = response;
  if (status === 404 || status === 410) return { found: 'nothing' };
  const location = headers.get('location');
  if (status >= 300 && status < 400 && location !== null) {
    if (!URL.canParse(location, address)) throw failureOfShape('location', failing);
    return { found: 'elsewhere', address: new URL(location, address) };
  }
  const failed = failureOfStatus(response, now, failing);
  if (failed === undefined) return 'bytes';
  void response.body?.cancel();
  throw failed;
}

interface Reading {
  readonly timeoutMs: number;
  readonly abort: AbortController;
  readonly failing: FailedCall;
}

/** The pieces of a body, one at a time as they are asked for, so that nothing heaps up here. */
function piecesOf(body: Response['body'], { timeoutMs, abort, failing }: Reading): ReadableStream<Uint8Array> {
  const reader = body?.getReader();
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const piece = await within(timeoutMs, abort, reader?.read() ?? Promise.resolve(END)).catch((cause: unknown) => {
          throw failureOfTransport(cause, failing);
        });
        if (piece.done) controller.close();
        else controller.enqueue(piece.value);
      },
      cancel: () => abort.abort(),
    },
    { highWaterMark: 0 },
  );
}

const END = { done: true, value: undefined } as const;

/** Waits no longer than that; then what was begun is ended, too. */
async function within<Outcome>(ms: number, abort: AbortController, work: Promise<Outcome>): Promise<Outcome> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new DOMException('Nothing came in time.', 'TimeoutError'));
    abort.abort();
  }, ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    // Whichever lost the race has nobody left to hear of it.
    work.catch(() => undefined);
    late.promise.catch(() => undefined);
  }
}
