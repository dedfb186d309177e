import { parseCnpj } from '../contact/cnpj.ts';
import { parseCpf } from '../contact/cpf.ts';
import { identityKeysOf, type IdentityKey } from '../contact/identity-key.ts';
import type { Result } from '../kernel/result.ts';
import { normalisedName } from './lead-names.ts';
import { presentText } from './lead-values.ts';
import type { CaptureBehaviour, Lead } from './lead.ts';

/** What a lead is looked up by among the CRM's people: its phone and its e-mail (ACL-05). */
export const keysOfLead = ({ phone, email }: Pick<Lead, 'phone' | 'email'>): readonly IdentityKey[] => identityKeysOf({ phone, email });

/** The company that a lead names, as it is looked up: CNPJ without its mask, and name (ACL-05). */
export interface NamedCompany {
  readonly name: string;
  readonly cnpj?: string;
}

/** The company that is to be found or made; absent where the behaviour wants none or the lead names none (ACL-02, ACL-03). */
export function companyOf(lead: Lead, behaviour: CaptureBehaviour): NamedCompany | undefined {
  const name = presentText(lead.company);
  if (behaviour === 'person+card' || name === undefined) return undefined;
  const cnpj = cnpjIn(lead.companyDocument) ?? cnpjIn(lead.document);
  return { name, ...(cnpj === undefined ? {} : { cnpj }) };
}

/** What two leads of one company share, whichever comes first: what its lane is called after. */
export const companyKeys = ({ name, cnpj }: NamedCompany): readonly string[] =>
  [...(cnpj === undefined ? [] : [`cnpj:${cnpj}`]), `name:${normalisedName(name)}`];

/** The CPF of a lead: its document, where that is none of a company. */
export const cpfOf = ({ document = '' }: Pick<Lead, 'document'>): string | undefined => valueOf(parseCpf(document));

const cnpjIn = (document = ''): string | undefined => valueOf(parseCnpj(document));

const valueOf = (read: Result<string, unknown>): string | undefined => (read.ok ? read.value : undefined);
