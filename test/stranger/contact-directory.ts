import { identityKeysOfContact, identityKeyText, type Contact, type ContactId, type CrmUserId } from 'vinculo/domain';
import type { ContactDirectory, DirectoryEntry } from 'vinculo/ports';
import type { Balcao, Pessoa } from './balcao.ts';

/** Persons and companies of Balcão. It cannot search, so all are read; a real CRM is asked for the keys. */
export function createBalcaoDirectory(balcao: Balcao): ContactDirectory {
  async function all(): Promise<readonly DirectoryEntry[]> {
    const rows = await balcao.list('pessoas');
    return rows.map((row) => translateEntry(row, rows.find(({ id }) => id === row.empresaId)));
  }
  return {
    find: async (wanted) => (await all()).find(({ contact }) => contact.id === wanted),
    async findByKeys(keys) {
      const wanted = new Set(keys.map(identityKeyText));
      return (await all()).filter((entry) => entry.keys.some((key) => wanted.has(identityKeyText(key))));
    },
    async register({ name, phone, email, cpf, companyId }) {
      const row = await balcao.insert('pessoas', {
        nome: name, empresa: false, telefones: phone === undefined ? [] : [{ numero: phone, ddi: null }],
        email: email ?? null, cpf: cpf ?? null, empresaId: companyId === undefined ? null : Number(companyId), dono: null,
        chat: null, chatDesligado: false, atendentes: [],
      });
      return translateEntry(row, (await balcao.list('pessoas')).find(({ id }) => id === row.empresaId));
    },
  };
}

export function translateEntry(row: Pessoa, company: Pessoa | undefined): DirectoryEntry {
  const contact: Contact = {
    ...translateNamed(row),
    kind: row.empresa ? 'company' : 'person',
    phones: row.telefones.map(({ numero, ddi }) => ({ value: numero, ...(ddi === null ? {} : { ddi }) })),
    ...(row.email === null ? {} : { email: row.email }),
    ...(row.cpf === null ? {} : { cpf: row.cpf }),
    ...(company === undefined ? {} : { company: translateNamed(company) }),
  };
  return { contact, keys: identityKeysOfContact(contact) };
}

const translateNamed = ({ id, nome, dono }: Pessoa): Pick<Contact, 'id' | 'name' | 'ownerId'> => ({
  id: String(id) as ContactId, name: nome, ...(dono === null ? {} : { ownerId: String(dono) as CrmUserId }),
});
