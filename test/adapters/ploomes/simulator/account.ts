import { onTestFinished } from 'vitest';
import { createPloomesSimulator } from '../../../../src/adapters/ploomes/simulator/index.ts';
import type { Json, PloomesSimulator, PloomesSimulatorOptions, Row } from '../../../../src/adapters/ploomes/simulator/index.ts';

/** 4 May 2026, 14:03:00.120 in Brasília. */
const START = Date.parse('2026-05-04T17:03:00.120Z');

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** The rows of the envelope; empty when the answer has none. */
  readonly rows: readonly Row[];
  /** The first row; an empty object when there is none. */
  readonly row: Row;
  readonly body: Row;
}

/** One simulated account and a client that knows nothing but HTTP. */
export interface Account {
  readonly simulator: PloomesSimulator;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  send(method: string, path: string, body?: Json, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

/** A simulator on a stopped clock, closed when the test ends. */
export async function anAccount(options: PloomesSimulatorOptions = {}): Promise<Account> {
  const simulator = await createPloomesSimulator({ clock: { now: () => START }, webhookRetryDelaysMs: [1, 1], ...options });
  onTestFinished(() => simulator.close());
  const send: Account['send'] = async (method, path, body, headers) =>
    read(
      await fetch(`${simulator.url}${encodeURI(path)}`, {
        method,
        headers: { 'User-Key': simulator.userKey, 'Content-Type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    );
  return { simulator, send, get: (path, headers) => send('GET', path, undefined, headers) };
}

async function read(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = rowIn(text);
  const value = body['value'];
  const rows = Array.isArray(value) ? value.filter(isRow) : [];
  return { status: response.status, text, headers: response.headers, body, rows, row: rows[0] ?? {} };
}

function rowIn(text: string): Row {
  try {
    const parsed: unknown = JSON.parse(text);
    return isRow(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

export const isRow = (value: unknown): value is Row => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A column that must hold a text or a number, as text. */
export function textOf(row: Row | undefined, column: string): string {
  const value = row?.[column];
  if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`There is no ${column}`);
  return String(value);
}

export const names = (answer: Answer): readonly unknown[] => answer.rows.map((row) => row['Name']);
