import { epochMsOf, instantOf, type CrmUserId } from 'vinculo/domain';
import { PortFailure, type ContactLinkChange, type ContactLinks, type LinkedContact, type WrittenPart } from 'vinculo/ports';
import type { Balcao, Pessoa } from './balcao.ts';
import { translateEntry } from './contact-directory.ts';

const PAGE_SIZE = 100;

/** Persons and companies of Balcão beside their chat client. Balcão has columns for the link, so that no field is ever made. */
export function createBalcaoLinks(balcao: Balcao): ContactLinks {
  const all = async (): Promise<readonly Pessoa[]> => (await balcao.list('pessoas')).toSorted((a, b) => a.id - b.id);
  return {
    makeFields: async () => ({ made: [] }),
    async list({ after = '0', changedSince, who }) {
      const rows = await all();
      const wanted = rows.filter(({ id, mudado, empresa }) =>
        id > Number(after) && (changedSince === undefined || mudado >= epochMsOf(changedSince)) && (who !== 'persons' || !empresa));
      return { contacts: wanted.slice(0, PAGE_SIZE).map((row) => translateLinked(row, rows)), left: Math.max(0, wanted.length - PAGE_SIZE) };
    },
    async find(wanted) {
      const rows = await all();
      const row = rows.find(({ id }) => String(id) === wanted);
      return row && translateLinked(row, rows);
    },
    async write(wanted, change) {
      const row = (await all()).find(({ id }) => String(id) === wanted);
      if (row === undefined) throw new PortFailure('port.missing', 'Balcão has no such person any more; look for the contact again.');
      const { written, columns } = differences(row, change);
      if (written.length > 0) await balcao.update('pessoas', row.id, columns);
      return { parts: written };
    },
  };
}

const translateLinked = (row: Pessoa, rows: readonly Pessoa[]): LinkedContact => ({
  ...translateEntry(row, rows.find(({ id }) => id === row.empresaId)),
  updatedAt: instantOf(row.mudado),
  link: { client: row.chatDesligado ? 'inactive' : 'active', ...(row.chat === null ? {} : { userName: row.chat }) },
  agents: row.atendentes.map((id) => String(id) as CrmUserId),
});

function differences(row: Pessoa, { link, client, email, cpf, agents }: ContactLinkChange): { readonly written: readonly WrittenPart[]; readonly columns: Partial<Pessoa> } {
  const users = [...new Set([...row.atendentes, ...(agents?.add ?? []).map(Number)])].filter((id) => !(agents?.remove ?? []).map(Number).includes(id));
  const chat = link === undefined ? row.chat : link === 'none' ? null : link.userName;
  const chatDesligado = client === undefined ? row.chatDesligado : client === 'inactive';
  const found: readonly (readonly [WrittenPart, Partial<Pessoa>])[] = [
    ...(chat === row.chat ? [] : [['link', { chat }] as const]),
    ...(chatDesligado === row.chatDesligado ? [] : [['client', { chatDesligado }] as const]),
    ...(email === undefined || row.email !== null ? [] : [['email', { email }] as const]),
    ...(cpf === undefined || row.cpf !== null || row.empresa ? [] : [['cpf', { cpf }] as const]),
    ...(String(users) === String(row.atendentes) ? [] : [['agents', { atendentes: users }] as const]),
  ];
  return { written: found.map(([part]) => part), columns: found.reduce<Partial<Pessoa>>((all, [, columns]) => ({ ...all, ...columns }), {}) };
}
