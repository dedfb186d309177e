/** What JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One row as the platform keeps it: every column present, absent values as `null`, child rows inside. */
export type Row = { [column: string]: Json };

/** A row that is kept: it has its number. */
export interface StoredRow extends Row {
  Id: number;
}

/** What the platform answers to one request; `undefined` is an empty body, a string is sent as it is. */
export interface Reply {
  readonly status: number;
  readonly body?: Json | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

const API_ERROR = 'PloomesSimulatorApiError';

/** A refusal the platform answers with a status and a text that names what is wrong. */
export class ApiError extends Error {
  override readonly name = API_ERROR;
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export const badRequest = (message: string): ApiError => new ApiError(400, message);

export const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const idOf = (row: Row): number => numberAt(row, 'Id') ?? 0;

export function numberAt(row: Row, column: string): number | undefined {
  const value = row[column];
  return typeof value === 'number' ? value : undefined;
}

export function textAt(row: Row, column: string): string | undefined {
  const value = row[column];
  return typeof value === 'string' ? value : undefined;
}

/** The child rows that a row holds inside itself (phones, custom-field values …). */
export function childrenOf(row: Row, collection: string): readonly Row[] {
  const value = row[collection];
  return Array.isArray(value) ? value.filter(isRow) : [];
}

export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
