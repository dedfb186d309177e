import type { Parcel } from './parcel.ts';

/** One attempt to deliver something, and what came of it. */
export interface Attempt {
  /** Counts what there was to tell, from 1; repeats and retries keep the number. */
  readonly delivery: number;
  readonly event?: string;
  /** From 1. */
  readonly attempt: number;
  readonly atMs: number;
  readonly request: Parcel;
  /** Absent when nobody answered in time. */
  readonly status?: number;
  readonly answer: string;
  /** Whether the platform takes it as delivered. */
  readonly accepted: boolean;
}

export type Answered = Pick<Attempt, 'status' | 'answer'>;

/** Sends a request and waits for the answer as long as the platform does; redirects are not followed. */
export async function post(parcel: Parcel, patienceMs: number): Promise<Answered> {
  const { method, url, headers, body } = parcel;
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const carried = method === 'GET' ? {} : { body: Uint8Array.from(body) };
    const reply = await fetch(url, { method, headers, redirect: 'manual', signal, ...carried });
    return { status: reply.status, answer: await reply.text() };
  } catch {
    // Not reached, cut off or too slow: all the same to the platform.
    return { answer: '' };
  }
}
