import { isIntegrationError } from '../../../domain/index.ts';
import type { Words } from '../../wording/index.ts';
import { Complaint, EXIT } from '../complaint.ts';

/** A hub's `/v1`, over the network or in this process. */
export interface HubDoor {
  /** The answer's JSON. @throws {@link Complaint} for every answer that is none. */
  get(path: string): Promise<unknown>;
  post(path: string, body: object): Promise<unknown>;
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

export function createHubDoor({ url, key, words: { complaint }, fetch: send = fetch, close = async () => undefined }: HubDoorNeeds): HubDoor {
  async function ask(path: string, init: RequestInit): Promise<unknown> {
    const request = new Request(`${url.replace(/\/+$/, '')}${path}`, {
      ...init, headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    });
    const answer = await send(request).catch((cause: unknown) => {
      if (isIntegrationError(cause)) throw cause;
      throw new Complaint(EXIT.notFound, { what: complaint.reachHub, why: complaint.hubSilent(url), mend: complaint.hubSilentMend, cause });
    });
    if (answer.ok) return await answer.json();
    throw refusalOf(answer.status, await detailOf(answer), complaint);
  }
  return {
    get: async (path) => await ask(path, { method: 'GET' }),
    post: async (path, body) => await ask(path, { method: 'POST', body: JSON.stringify(body) }),
    close,
  };
}

function refusalOf(status: number, detail: string | undefined, complaint: Words['complaint']): Complaint {
  if (status === 401) return new Complaint(EXIT.refused, { what: complaint.reachHub, why: complaint.keyRefused, mend: complaint.keyMend });
  if (status === 404) return new Complaint(EXIT.notFound, { what: complaint.reachHub, why: complaint.hubFailed(status), mend: detail ?? complaint.hubSilentMend });
  if (status === 400) return new Complaint(EXIT.refused, { what: complaint.reachHub, why: complaint.hubRefused, mend: detail ?? complaint.tryAgain });
  return new Complaint(EXIT.failed, { what: complaint.reachHub, why: complaint.hubFailed(status), mend: detail ?? complaint.tryAgain });
}

/** What a problem document says; another server than a hub may answer anything. */
async function detailOf(answer: Response): Promise<string | undefined> {
  const body: unknown = await answer.json().catch(() => undefined);
  return typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string' ? body.detail : undefined;
}
