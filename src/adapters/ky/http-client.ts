import ky, { type KyInstance } from 'ky';
import type * as z from 'zod';
import type { AccountLimits } from '../../ports/budgets.ts';
import type { CallGate, CallListener } from '../../ports/crm.ts';
import { isPortFailure, type AccountKey, type PortFailure, type PortFailureCode } from '../../ports/failures.ts';
import { failureOfShape, failureOfStatus, failureOfTransport, type FailedCall } from './failures.ts';
import { routeOf } from './route.ts';

/** What a client needs to know of the platform it calls. */
export interface HttpClientOptions {
  readonly baseUrl: string;
  /** Whose limits and credential a failure concerns, e.g. `ploomes:<hash of the key>`. */
  readonly account: AccountKey;
  readonly headers?: Readonly<Record<string, string>>;
  /** From sending to the last byte of the answer. @defaultValue 30 s */
  readonly totalTimeoutMs?: number;
  readonly onCall?: CallListener | undefined;
  /** Asked before each call, for an account whose limits are known. */
  readonly budget?: { readonly gate: CallGate; readonly limits: AccountLimits } | undefined;
  /** Sends the request; the host's guarded `fetch`, or a test's. @defaultValue the platform's own */
  readonly fetch?: typeof fetch | undefined;
  /** Milliseconds since 1970, for durations and for `Retry-After` dates. */
  readonly now: () => number;
}

/** One call. `path` is joined to the base address and may hold an encoded query. */
export interface HttpCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  readonly path: string;
  /** What is said of the call. @defaultValue method and path, without query and ids */
  readonly route?: string;
  /** Whether a lost answer may hide an effect. @defaultValue a GET reads, all else writes */
  readonly effect?: 'reads' | 'writes';
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as the one field of a form with parts. */
  readonly file?: FileToSend;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A file under the name of a form's field. */
export interface FileToSend {
  readonly field: string;
  readonly name: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}

/** Sends one call at a time, tries nothing twice, and fails with a `PortFailure` only. */
export interface HttpClient {
  /** Gives the answer's JSON as the schema reads it; an empty body is read as `undefined`. */
  ask<Answer>(call: HttpCall, schema: z.ZodType<Answer>): Promise<Answer>;
  /** The same, for calls whose refusal (400, 403, 409, 422) says something that matters: it is given with its body, and not thrown. */
  askOrRefusal<Answer>(call: HttpCall, schema: z.ZodType<Answer>): Promise<AnswerOrRefusal<Answer>>;
  /** For calls whose answer says nothing: any success will do. */
  tell(call: HttpCall): Promise<void>;
}

/** An answer, or a refusal and the text that came with it. The text is the platform's own, and may name people. */
export type AnswerOrRefusal<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly failure: PortFailure; readonly text: string };

const DEFAULT_TIMEOUT_MS = 30_000;

/** Three hundred of the largest rows seen take 12 MB. */
const MOST_ANSWER_BYTES = 32 * 1024 * 1024;

/**
 * One tuned HTTP client for a remote account.
 *
 * Nothing is retried here, since only the caller knows whether a repeat is harmless, and `Retry-After` is obeyed by
 * rescheduling. Redirects are not followed: they would carry the credential elsewhere.
 *
 * @throws {@link PortFailure} for everything that goes wrong; messages hold the route and the status alone.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const send = createSender(options);

  async function timed<Outcome>(call: HttpCall, work: (failing: FailedCall) => Promise<Outcome>): Promise<Outcome> {
    await options.budget?.gate.pass(options.account, options.budget.limits); // a call that was kept back was not made, and is not told of
    const route = call.route ?? routeOf(call.method, call.path);
    const effect = call.effect ?? (call.method === 'GET' ? 'reads' : 'writes');
    const begun = options.now();
    const note = (outcome: string): void => options.onCall?.({ account: options.account, route, outcome, ms: options.now() - begun });
    try {
      const outcome = await work({ route, effect, account: options.account });
      note('ok');
      return outcome;
    } catch (error) {
      note(isPortFailure(error) ? error.code : 'defect');
      await heed(error);
      throw error;
    }
  }

  /** A 429, or any other answer that names a time, is heeded by all who use the account. */
  async function heed(error: unknown): Promise<void> {
    if (!isPortFailure(error) || (error.code !== 'port.throttled' && typeof error.retry !== 'object')) return;
    await options.budget?.gate.pause(options.account, error.retry);
  }

  async function askOrRefusal<Answer>(call: HttpCall, schema: z.ZodType<Answer>): Promise<AnswerOrRefusal<Answer>> {
    let text = '';
    const answering = async (failing: FailedCall): Promise<Answer> => {
      const sent = await send(call, failing);
      text = sent.text;
      return read(successful(sent), schema, failing);
    };
    try {
      return { ok: true, answer: await timed(call, answering) };
    } catch (failure) {
      if (isPortFailure(failure) && REFUSALS.includes(failure.code)) return { ok: false, failure, text };
      throw failure;
    }
  }

  return {
    askOrRefusal,
    ask: async (call, schema) => await timed(call, async (failing) => read(successful(await send(call, failing)), schema, failing)),
    tell: async (call) => await timed(call, async (failing) => void successful(await send(call, failing))),
  };
}

const REFUSALS: readonly PortFailureCode[] = ['port.refused', 'port.conflict'];

/** An answer's body as text, and what it says of the call where that is no success. */
interface Sent {
  readonly text: string;
  readonly failed: PortFailure | undefined;
}

function successful({ text, failed }: Sent): string {
  if (failed !== undefined) throw failed;
  return text;
}

function createSender(options: HttpClientOptions): (call: HttpCall, failing: FailedCall) => Promise<Sent> {
  const totalTimeoutMs = options.totalTimeoutMs ?? DEFAULT_TIMEOUT_MS;
  const client: KyInstance = ky.create({
    prefix: options.baseUrl,
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    redirect: 'manual',
    headers: { accept: 'application/json', ...options.headers },
    ...(options.fetch === undefined ? {} : { fetch: options.fetch }),
  });

  return async (call, failing) => {
    // The signal covers the body too; ky's own total time-out ends with the headers.
    const signal = AbortSignal.timeout(totalTimeoutMs);
    const { response, body } = await exchange(client, call, signal).catch((cause: unknown) => {
      throw failureOfTransport(cause, failing);
    });
    const failed = failureOfStatus(response, options.now, failing);
    if (body === 'too-large') throw failed ?? failureOfShape('body (too large)', failing);
    return { text: body.text, failed };
  };
}

async function exchange(
  client: KyInstance,
  { method, path, json, form, file, headers }: HttpCall,
  signal: AbortSignal,
): Promise<{ readonly response: Response; readonly body: AnswerBody }> {
  const response = await client(path, {
    method,
    signal,
    ...(json === undefined ? {} : { json }),
    ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    ...(file === undefined ? {} : { body: withParts(file) }),
    ...(headers === undefined ? {} : { headers }),
  });
  return { response, body: await readWithin(MOST_ANSWER_BYTES, response) };
}

function withParts({ field, name, contentType, body }: FileToSend): FormData {
  const form = new FormData();
  form.set(field, new Blob([new Uint8Array(body)], { type: contentType }), name);
  return form;
}

type AnswerBody = { readonly text: string } | 'too-large';

/** What is stated of the length is not believed, and says nothing of what a compressed body grows to. */
async function readWithin(mostBytes: number, { body }: Response): Promise<AnswerBody> {
  if (body === null) return { text: '' };
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.byteLength;
    // Leaving the loop cancels what would still come.
    if (length > mostBytes) return 'too-large';
    chunks.push(chunk);
  }
  return { text: new TextDecoder().decode(Buffer.concat(chunks, length)) };
}

function read<Answer>(body: string, schema: z.ZodType<Answer>, failing: FailedCall): Answer {
  const parsed = schema.safeParse(parseJson(body, failing));
  if (parsed.success) return parsed.data;
  const paths = parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'body'} (${code})`);
  throw failureOfShape([...new Set(paths)].slice(0, 5).join(', '), failing, parsed.error);
}

function parseJson(body: string, failing: FailedCall): unknown {
  if (body.trim() === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    // Without the syntax error as its cause: it quotes the body.
    throw failureOfShape('body (not JSON)', failing);
  }
}
