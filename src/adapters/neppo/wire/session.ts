import * as z from 'zod';
import { wireId, wireProtocol, wireText } from './values.ts';

export interface WireClient {
  readonly name?: string | undefined;
  readonly displayName?: string | undefined;
  readonly userName?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly cpf?: string | undefined;
  readonly externalCode?: string | undefined;
  readonly originUser?: string | undefined;
  readonly typeUser?: string | undefined;
}

export interface WireAttendingAgent {
  readonly id?: string | undefined;
  readonly displayName?: string | undefined;
  readonly name?: string | undefined;
  readonly login?: string | undefined;
  readonly username?: string | undefined;
}

/** A session's row, of a list or of a webhook. Dates are still text. */
export interface WireSession {
  readonly id: string;
  readonly protocol: string;
  readonly status: 'OPEN' | 'WAITING' | 'CLOSED';
  readonly createdAt: string;
  readonly attendedAt?: string | undefined;
  readonly closedAt?: string | undefined;
  readonly updatedAt?: string | undefined;
  readonly channel?: string | undefined;
  readonly user?: WireClient | undefined;
  readonly agent?: WireAttendingAgent | undefined;
  readonly groupConf?: { readonly id?: string | undefined; readonly name?: string | undefined } | undefined;
  readonly groupConfId?: string | undefined;
  readonly groupName?: string | undefined;
  readonly externalProtocol?: string | undefined;
  readonly onlyBot: boolean;
}

export const wireClient: z.ZodType<WireClient> = z.object({
  name: wireText,
  displayName: wireText,
  userName: wireText,
  phone: wireText,
  email: wireText,
  cpf: wireText,
  externalCode: wireText,
  originUser: wireText,
  typeUser: wireText,
});

const optional = <Value>(schema: z.ZodType<Value>): z.ZodType<Value | undefined> =>
  schema.nullish().transform((value) => value ?? undefined);

const wireAttendingAgent: z.ZodType<WireAttendingAgent> = z.object({
  id: optional(wireId),
  displayName: wireText,
  name: wireText,
  login: wireText,
  username: wireText,
});

export const wireSession: z.ZodType<WireSession> = z.object({
  id: wireId,
  protocol: wireProtocol,
  status: z.string().transform((status) => status.toUpperCase()).pipe(z.enum(['OPEN', 'WAITING', 'CLOSED'])),
  createdAt: z.string(),
  attendedAt: wireText,
  closedAt: wireText,
  updatedAt: wireText,
  channel: wireText,
  user: optional(wireClient),
  agent: optional(wireAttendingAgent),
  groupConf: optional(z.object({ id: optional(wireId), name: wireText })),
  groupConfId: optional(wireId),
  groupName: wireText,
  externalProtocol: wireText,
  onlyBot: z.boolean().nullish().transform((onlyBot) => onlyBot ?? false),
});
