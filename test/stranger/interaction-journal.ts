import { epochMsOf, type InteractionRecordId } from 'vinculo/domain';
import type { InteractionJournal, RecordAmendment } from 'vinculo/ports';
import type { Anotacao, Balcao } from './balcao.ts';
import { answerByMarker } from './marker.ts';

/** Interaction records as notes of Balcão: channel, group and classification are the note's own fields. */
export const createBalcaoJournal = (balcao: Balcao): InteractionJournal => ({
  async write({ contactId, cardId, html, options, userId, at, marker }) {
    const { id } = await balcao.insert('anotacoes', {
      pessoa: Number(contactId), negocio: cardId === undefined ? null : Number(cardId), texto: html, campos: { ...options },
      autor: userId === undefined ? null : Number(userId), em: epochMsOf(at), chave: marker,
    });
    return translateRecordId(id);
  },
  async amend(recordId, amendment) {
    const standing = (await balcao.list('anotacoes')).find(({ id }) => id === Number(recordId));
    await balcao.update('anotacoes', Number(recordId), translateAmendment(amendment, standing?.campos ?? {}));
  },
  async findByMarker({ marker, contactId, since, knownRecord }) {
    const notes = await balcao.list('anotacoes');
    const found = notes.filter(({ chave, pessoa, criado }) => chave === marker && pessoa === Number(contactId) && criado >= epochMsOf(since));
    return answerByMarker(notes, found.map(({ id }) => translateRecordId(id)), knownRecord);
  },
});

/** Only what is named changes; fields that other people added stay. */
const translateAmendment = ({ contactId, cardId, html, options, userId }: RecordAmendment, campos: Anotacao['campos']): Partial<Anotacao> => ({
  ...(contactId === undefined ? {} : { pessoa: Number(contactId) }),
  ...(cardId === undefined ? {} : { negocio: cardId === 'none' ? null : Number(cardId) }),
  ...(html === undefined ? {} : { texto: html }),
  ...(options === undefined ? {} : { campos: { ...campos, ...options } }),
  ...(userId === undefined ? {} : { autor: Number(userId) }),
});

const translateRecordId = (id: number): InteractionRecordId => String(id) as InteractionRecordId;
