import type { LeadContactChange } from '../../../ports/crm-leads.ts';
import type { LeadContactRow } from '../wire/contact.ts';
import type { ContactTypes } from './contact.ts';
import { numberOf } from './ids.ts';

/** The columns of a contact that differ from what is asked for. A company has neither CPF nor company, a person no CNPJ. */
export function changedColumns(
  standing: LeadContactRow, { name, email, cpf, cnpj, companyId }: Omit<LeadContactChange, 'values'>, types: ContactTypes,
): Readonly<Record<string, string | number>> {
  const isCompany = standing.TypeId === types.company;
  return {
    ...text('Name', standing.Name, name),
    ...text('Email', standing.Email, email),
    ...(isCompany ? document('CNPJ', standing.CNPJ ?? standing.Register, cnpj) : document('CPF', standing.CPF ?? standing.Register, cpf)),
    ...(isCompany || companyId === undefined || String(standing.CompanyId) === companyId ? {} : { CompanyId: numberOf(companyId, 'company') }),
  };
}

function text(column: string, standing: string | null | undefined, wanted = ''): Readonly<Record<string, string>> {
  const value = wanted.trim();
  return value === '' || value === standing?.trim() ? {} : { [column]: value };
}

function document(column: string, standing: string | null | undefined, wanted = ''): Readonly<Record<string, string>> {
  const value = plainDocument(wanted);
  return value === '' || value === plainDocument(standing ?? '') ? {} : { [column]: value };
}

/** Documents are kept without their mask; a CNPJ may have letters. */
export const plainDocument = (text: string): string => text.replaceAll(/[^A-Za-z\d]/g, '').toUpperCase();
