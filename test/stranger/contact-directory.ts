import {
  hasPhone, identityKeysOfContact, identityKeyText, isNonEmpty, matchesOf, readContactSearch, type Contact, type ContactId, type CrmUserId,
} from 'vinculo/domain';
import { PortFailure, type ContactDirectory, type DirectoryEntry, type MatchedContact } from 'vinculo/ports';
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
    async search(typed, { limit, after = '0' }) {
      const search = readContactSearch(typed);
      if (search === undefined) return { contacts: [] };
      const found = (await all()).flatMap((entry): readonly MatchedContact[] => {
        const matched = matchesOf(search, entry.contact);
        return isNonEmpty(matched) && Number(entry.contact.id) > Number(after) ? [{ ...entry, matched }] : [];
      });
      const contacts = found.slice(0, limit);
      const last = contacts.at(-1);
      return { contacts, ...(last !== undefined && contacts.length < found.length ? { next: last.contact.id } : {}) };
    },
    async addPhone(wanted, phone) {
      const row = (await balcao.list('pessoas')).find(({ id }) => String(id) === wanted);
      if (row === undefined) throw new PortFailure('port.missing', 'Balcão has no such person any more; look for the contact again.');
      if (hasPhone(translateEntry(row, undefined).contact, phone)) return 'there-already';
      await balcao.update('pessoas', row.id, { telefones: [...row.telefones, { numero: phone, ddi: null }] });
      return 'added';
    },
    async register({ kind = 'person', name, phone, email, cpf, companyId }) {
      const row = await balcao.insert('pessoas', {
        nome: name, empresa: kind === 'company', telefones: phone === undefined ? [] : [{ numero: phone, ddi: null }],
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
