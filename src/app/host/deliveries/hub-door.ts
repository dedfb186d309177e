import * as z from 'zod';
import { isIntegrationError } from '../../../domain/index.ts';
import type { Words } from '../../wording/index.ts';
import { Complaint, EXIT } from '../complaint.ts';

/** A hub's `/v1`, over the network or in this process. Every answer that is not what it should be is a {@link Complaint}. */
export interface HubDoor {
  get<Answer>(path: string, expected: z.ZodType<Answer>): Promise<Answer>;
  /** `undefined` when the hub says that there is no such thing. */
  find<Answer>(path: string, expected: z.ZodType<Answer>): Promise<Answer | undefined>;
  post<Answer>(path: string, body: object, expected: z.ZodType<Answer>): Promise<Answer>;
  close(): Promise<void>;
}

export interface HubDoorNeeds {
  readonly url: string;
  readonly key: string;
  readonly words: Words;
  /** @defaultValue over the network */
  readonly fetch?: (request: Request) => Promise<Response>;
  readonly close?: () => Promise<void>;
}

export function createHubDoor({ url, key, words: { complaint, connection: { connections } }, fetch: send = fetch, close = async () => undefined }: HubDoorNeeds): HubDoor {
  async function ask(path: string, init: RequestInit): Promise<Response> {
    const request = new Request(`${url.replace(/\/+$/, '')}${path}`, {
      ...init, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    });
    return await send(request).catch((cause: unknown) => {
      if (isIntegrationError(cause)) throw cause;
      throw new Complaint(EXIT.notFound, { what: complaint.reachHub, why: complaint.hubSilent(url), mend: complaint.hubSilentMend, cause });
    });
  }
  async function read<Answer>(answer: Response, expected: z.ZodType<Answer>): Promise<Answer> {
    if (!answer.ok) {
      const problem = await problemOf(answer);
      if (problem.kind === 'requirements-unmet') throw new Complaint(EXIT.refused, { what: connections.activate, why: connections.notYet, mend: problem.detail ?? complaint.tryAgain });
      throw refusalOf(answer.status, problem, complaint);
    }
    const read = expected.safeParse(await answer.json().catch(() => undefined));
    if (read.success) return read.data;
    throw new Complaint(EXIT.failed, { what: complaint.reachHub, why: complaint.notAHub(url), mend: complaint.hubSilentMend, cause: read.error });
  }
  return {
    get: async (path, expected) => await read(await ask(path, { method: 'GET' }), expected),
    find: async (path, expected) => {
      const answer = await ask(path, { method: 'GET' });
      return answer.status === 404 ? undefined : await read(answer, expected);
    },
    post: async (path, body, expected) => await read(await ask(path, { method: 'POST', body: JSON.stringify(body) }), expected),
    close,
  };
}

function refusalOf(status: number, { kind, detail }: Problem, complaint: Words['complaint']): Complaint {
  const known = new Map(Object.entries(complaint.problem)).get(kind ?? '');
  if (known !== undefined) return new Complaint(EXIT.refused, { what: complaint.replay, why: known, mend: new Map(Object.entries(complaint.problemMend)).get(kind ?? '') ?? detail ?? complaint.tryAgain });
  if (status === 401) return new Complaint(EXIT.refused, { what: complaint.reachHub, why: complaint.keyRefused, mend: complaint.keyMend });
  if (status === 403) return new Complaint(EXIT.refused, { what: complaint.reachHub, why: complaint.keyTooNarrow, mend: detail ?? complaint.keyMend });
  if (status === 404) return new Complaint(EXIT.notFound, { what: complaint.reachHub, why: complaint.hubFailed(status), mend: detail ?? complaint.hubSilentMend });
  if (status === 400) return new Complaint(EXIT.refused, { what: complaint.reachHub, why: complaint.hubRefused, mend: detail ?? complaint.tryAgain });
  return new Complaint(EXIT.failed, { what: complaint.reachHub, why: complaint.hubFailed(status), mend: detail ?? complaint.tryAgain });
}

interface Problem {
  /** The last word of its `type`. */
  readonly kind?: string | undefined;
  readonly detail?: string | undefined;
}

const problemDocument = z.object({ type: z.string().optional(), detail: z.string().optional() });

/** What a problem document says; another server than a hub may answer anything. */
async function problemOf(answer: Response): Promise<Problem> {
  const read = problemDocument.safeParse(await answer.json().catch(() => undefined));
  return read.success ? { kind: read.data.type?.split(':').at(-1), detail: read.data.detail } : {};
}
