import type { CrmUserId } from '../agent/agent.ts';
import { compareIds, type Brand } from '../kernel/brand.ts';
import { accepted, rejected, type Result } from '../kernel/result.ts';

/** The CRM's id of a person or a company; both live in one table, so one id names one of either. */
export type ContactId = Brand<string, 'ContactId'>;

/** A company as far as its people's cards need it. */
export interface Company {
  readonly id: ContactId;
  readonly name: string;
  readonly ownerId?: CrmUserId;
}

/** A number as the CRM's form holds it, right or wrong. `ddi` is what the field's country mask supplies (PHN-02). */
export interface ContactPhone {
  readonly value: string;
  readonly ddi?: string;
}

/** A person or a company in the CRM. E-mail and CPF are texts as typed; the keys made of them are checked. */
export interface Contact {
  readonly id: ContactId;
  readonly kind: 'person' | 'company';
  readonly name: string;
  readonly phones: readonly ContactPhone[];
  readonly email?: string;
  readonly cpf?: string;
  /** The company that a person belongs to. */
  readonly company?: Company;
  readonly ownerId?: CrmUserId;
  readonly deleted?: boolean;
}

/** Reads the CRM's id of a contact, a number or its text. */
export function parseContactId(raw: string | number): Result<ContactId, 'empty'> {
  const text = String(raw).trim();
  return text === '' ? rejected('empty') : accepted(text as ContactId);
}

/** Orders contacts by id, lowest first (SYN-07): numbers by value, before any other text. */
export const compareContactIds = (a: ContactId, b: ContactId): number => compareIds(a, b);
