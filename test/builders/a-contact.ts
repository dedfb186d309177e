import type { CrmUserId } from '../../src/domain/agent/agent.ts';
import type { Company, Contact } from '../../src/domain/contact/contact.ts';
import { aContactId } from './an-identity.ts';

/** A company that contacts may belong to. */
export const anEmployer = (over: Partial<Company> = {}): Company => ({ id: aContactId(900), name: 'Metalúrgica Exemplo', ...over });

/** A person of the CRM, without a company unless given. */
export const aContact = (over: Partial<Contact> = {}): Contact => ({ id: aContactId(101), kind: 'person', name: 'Ana Souza', phones: [], ...over });

/** A user of the CRM, as the owner of something. */
export const aCrmUserId = (id: string | number): CrmUserId => String(id) as CrmUserId;
