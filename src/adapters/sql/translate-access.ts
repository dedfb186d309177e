import type { AccessKey } from '../../ports/access-keys.ts';
import { PortFailure } from '../../ports/failures.ts';
import type { Scope } from '../../ports/history.ts';
import type { Hook, HookAddress } from '../../ports/hooks.ts';
import type { Row } from './row.ts';

/** Columns that are empty are left out. */
const present = (values: Row): Row => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));

export const translateHook = ({ connection, system, integration, until, received_at: lastReceivedAt, receipts }: Row): Hook =>
  present({ connection, system, integration, until, lastReceivedAt, receipts: translateReceipts(receipts) }) as unknown as Hook;

/** What the database made of the rows: the JSON of an object, an empty one or nothing where there are none. */
const translateReceipts = (text: unknown): unknown => (typeof text === 'string' && text !== '{}' ? JSON.parse(text) : undefined);

export const translateAccessKey = (row: Row): AccessKey => {
  const { id, name, role, scope, created_at: createdAt, used_at: lastUsedAt, withdrawn_at: withdrawnAt } = row;
  return present({ id, name, scope: translateScope(scope), role, createdAt, lastUsedAt, withdrawnAt }) as unknown as AccessKey;
};

const translateScope = (text: unknown): Scope => (typeof text === 'string' ? { only: JSON.parse(text) as never } : 'every-connection');

export const writeScope = (scope: Scope): string | null => (scope === 'every-connection' ? null : JSON.stringify(scope.only));

/** Whether a hook is one of this address. */
export const leadsTo = ({ connection, system, integration }: HookAddress, hook: Hook | undefined): boolean =>
  hook?.connection === connection && hook.system === system && hook.integration === integration;

export const hookTaken = (): PortFailure =>
  new PortFailure('port.conflict', 'The hook could not be added, because its token leads elsewhere; make a new token.');
