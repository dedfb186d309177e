import * as z from 'zod';
import type { TemplateApproval } from '../../domain/active-send/active-send.ts';
import type { SendReading } from '../../ports/active-sends.ts';

/** How active sends are made and read where Neppo's public material is silent. */
export interface SendHabits {
  readonly templates: 'by-group' | 'all';
  readonly message: 'filled' | 'template';
  readonly createdBy: string;
  readonly sender: 'account' | 'agent';
  readonly voiceChannel: string;
  readonly openSession: 'yes' | 'no';
  readonly approvals: Readonly<Record<string, TemplateApproval>>;
  readonly states: Readonly<Record<string, SendReading['state']>>;
}

/** The same as a host writes it. */
export interface SendSettings {
  /** Whether the templates of a group are asked for at the tenant's address, or all of them at the gateway, for every group (N1). @defaultValue `by-group` */
  readonly templates?: 'by-group' | 'all';
  /** What is written as the message of a send: what the client reads, or the template's text with its open places. @defaultValue `filled` */
  readonly message?: 'filled' | 'template';
  /** Who a send says that it was made by. @defaultValue `integracao` */
  readonly createdBy?: string;
  /** Whether a send names the account behind its agent, or the agent. @defaultValue `account` */
  readonly sender?: 'account' | 'agent';
  /** What the channel of a voice call is called. @defaultValue `VOICE` */
  readonly voiceChannel?: string;
  /** Whether a send opens a session before the client answers. @defaultValue `no` */
  readonly openSession?: 'yes' | 'no';
  /** What a template's status means: `{ ATIVA: 'approved' }`. Given words join those that are known; an unknown one is not sent. */
  readonly approvals?: Readonly<Record<string, TemplateApproval>>;
  /** What a send's status means: `{ FALHA: 'failed' }`. Given words join those that are known. */
  readonly states?: Readonly<Record<string, SendReading['state']>>;
}

/** ACTIVE was seen; the others are Meta's own words. One that is none of them is not sent. */
const APPROVALS: SendHabits['approvals'] = {
  ACTIVE: 'approved', APPROVED: 'approved', PENDING: 'pending', REJECTED: 'rejected', PAUSED: 'paused', DISABLED: 'disabled',
};

/** As seen in 2026. */
const STATES: SendHabits['states'] = { PROCESSANDO: 'queued', ENVIADA: 'sent', RECEBIDA: 'delivered', LIDA: 'read', ERRO: 'failed' };

const WORD = 'is no word; write one such as integracao';
const word = (assumed: string) => z.string({ error: WORD }).trim().min(1, WORD).default(assumed);

const upperCased = <Value>(words: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(words).map(([key, value]) => [key.trim().toUpperCase(), value]));

const meanings = <const Meaning extends string>(known: Readonly<Record<string, Meaning>>, allowed: readonly [Meaning, ...Meaning[]]) =>
  z
    .record(z.string(), z.enum(allowed, { error: `is unknown; write ${allowed.join(', ')}` }), { error: 'is no table; write {STATUS: meaning}' })
    .default({})
    .transform((given) => ({ ...known, ...upperCased(given) }));

const either = <const Word extends string>(words: readonly [Word, Word]) => z.enum(words, { error: `is unknown; write ${words.join(' or ')}` }).default(words[0]);

/** Checks what a host wrote, and fills in the assumptions. */
export const sendHabits: z.ZodType<SendHabits> = z.strictObject({
  templates: either(['by-group', 'all']),
  message: either(['filled', 'template']),
  createdBy: word('integracao'),
  sender: either(['account', 'agent']),
  voiceChannel: word('VOICE'),
  openSession: either(['no', 'yes']),
  approvals: meanings(APPROVALS, ['approved', 'pending', 'rejected', 'paused', 'disabled']),
  states: meanings(STATES, ['queued', 'sent', 'delivered', 'read', 'failed']),
});
