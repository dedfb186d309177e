import * as z from 'zod';
import { beyondJsonLimits } from '../../../ports/json-limits.ts';
import { wireId, wireProtocol, wireText } from './values.ts';

/** A JSON object of unknown content. Nothing is copied out of it but by name, so that `__proto__` stays a mere key. */
export type WireObject = Readonly<Record<string, unknown>>;

/** Content comes as an object or as its JSON, which some senders encode once more. */
const MAX_ENCODINGS = 3;

/** Reads a JSON object out of a text or a value; anything else, and what is beyond the limits, is `undefined`. Never throws. */
export function parseWireObject(value: unknown, encodings = MAX_ENCODINGS): WireObject | undefined {
  if (typeof value !== 'string') return isWireObject(value) ? value : undefined;
  if (encodings === 0 || beyondJsonLimits(value) !== undefined) return undefined;
  try {
    return parseWireObject(JSON.parse(value), encodings - 1);
  } catch {
    // Not JSON, which the caller answers for.
    return undefined;
  }
}

const isWireObject = (value: unknown): value is WireObject => typeof value === 'object' && value !== null && !Array.isArray(value);

export const idIn = (value: unknown): string | undefined => wireId.safeParse(value).data;

export const protocolIn = (value: unknown): string | undefined => wireProtocol.safeParse(value).data;

export const textIn = (value: unknown): string | undefined => wireText.safeParse(value).data;

/** The session that a row speaks of without being one. */
export const sessionIdIn = (row: WireObject): string | undefined => idIn(row['sessionId']) ?? idIn(parseWireObject(row['session'])?.['id']);

const NAMES = ['entity', 'component', 'type', 'event'] as const;

/** The texts that may name what a webhook is about, in the order in which they are believed. */
export const namesIn = (body: WireObject): readonly string[] =>
  NAMES.flatMap((key) => {
    const name = body[key];
    return typeof name === 'string' ? [name.toLowerCase().replaceAll(/[^a-z]/g, '')] : [];
  });

export const wireAction = z.string().regex(/^[A-Za-z_]{1,20}$/).transform((action) => action.toUpperCase());
