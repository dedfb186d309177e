import type { AgentId } from '../../../domain/index.ts';
import type { DirectoryClient, LinkedContact } from '../../../ports/index.ts';

/** One text for all that is synchronised of a contact, so that equal rows have equal texts. When it was changed is no part of it. */
export function contactText({ contact, link, agents }: LinkedContact): string {
  const { name, kind, phones, email = '', cpf = '', company, ownerId = '' } = contact;
  const linked = link === 'unknown' ? link : [link.userName ?? '', link.client];
  const field = agents === 'unknown' ? agents : agents.toSorted();
  return JSON.stringify([kind, name, phones.map(({ value, ddi = '' }) => [value, ddi]), email, cpf, company?.id ?? '', company?.name ?? '', ownerId, linked, field]);
}

/** The same of a chat client. */
export function clientText({ userName = '', name = '', phone = '', email = '', cpf = '', externalCode = '', companyName = '', active }: DirectoryClient): string {
  return JSON.stringify([userName, name, phone, email, cpf, externalCode, companyName, active]);
}

/** The same of a client's agents. */
export const agentsText = (agents: readonly AgentId[]): string => JSON.stringify(agents.toSorted());
