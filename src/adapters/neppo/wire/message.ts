import * as z from 'zod';
import { wireId, wireText } from './values.ts';

/** A message's row, of `v2/messages` or of a webhook. Dates are still text; who wrote it may be told in several ways. */
export interface WireMessage {
  readonly id: string;
  readonly sessionId?: string | undefined;
  readonly createdAt?: string | undefined;
  /** Text, an address, or the JSON of an interactive answer, a place or a contact. */
  readonly message?: string | undefined;
  readonly caption?: string | undefined;
  readonly contentType?: string | undefined;
  readonly sendBy?: string | undefined;
  readonly fromUser?: string | undefined;
  readonly command?: string | undefined;
  readonly fileName?: string | undefined;
  readonly mimeType?: string | undefined;
  readonly repliedTo?: string | undefined;
  readonly agent?: { readonly id?: string | undefined; readonly name?: string | undefined } | undefined;
  readonly client?: { readonly name?: string | undefined } | undefined;
  readonly status?: string | undefined;
  readonly statusReason?: string | undefined;
}

const optionalId = wireId.nullish().catch(undefined).transform((id) => id ?? undefined);

const person = z
  .object({ id: optionalId, displayName: wireText, name: wireText, login: wireText, userName: wireText })
  .transform(({ id, displayName, name, login, userName }) => ({ id, name: displayName ?? name ?? login ?? userName }))
  .nullish()
  .catch(undefined)
  .transform((row) => row ?? undefined);

const session = z.object({ id: optionalId, user: person }).nullish().catch(undefined);

/** The message that was answered: its row, its id, or the JSON of its row. */
const replied = z.unknown().optional().transform((value): string | undefined => {
  const row = typeof value === 'string' && value.trim().startsWith('{') ? parseJson(value) : value;
  return wireId.safeParse(row).data ?? z.object({ id: wireId }).safeParse(row).data?.id;
});

/** A text, or the object whose JSON it might have been. */
const said = z.unknown().optional().transform((value): string | undefined => {
  const text = wireText.safeParse(value);
  if (text.success) return text.data;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : undefined;
});

export const wireMessage: z.ZodType<WireMessage> = z
  .object({
    id: wireId, sessionId: optionalId, session, createdAt: wireText, message: said, text: said, body: said, caption: wireText,
    contentType: wireText, sendBy: wireText, fromUser: wireText, command: wireText, fileName: wireText,
    mimeType: wireText, mimetype: wireText, repliedMessage: replied, agent: person, user: person,
    status: wireText, statusDescription: wireText, description: wireText,
  })
  .transform(({ session: inSession, sessionId, message, text, body, mimeType, mimetype, repliedMessage, user, statusDescription, description, ...row }) => ({
    ...row,
    sessionId: sessionId ?? inSession?.id,
    message: message ?? text ?? body,
    mimeType: mimeType ?? mimetype,
    repliedTo: repliedMessage,
    client: inSession?.user ?? user,
    statusReason: statusDescription ?? description,
  }));

/** Reads JSON out of a text, or nothing. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON, which the caller answers for.
    return undefined;
  }
}
