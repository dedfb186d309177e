import type { Platform } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';
import { knownEvents } from '../known-events.ts';
import { addressAlone } from '../usual-choices.ts';

/** Notazz. The body of its webhook is not documented: what is known are the names that its API uses. */
export const notazz: Platform = {
  id: 'notazz',
  name: 'Notazz',
  contentTypes: ['json', 'form'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      event: { from: ['statusNota', 'event', 'status', 'statusLogistica', 'METHOD'] },
      name: { from: ['DESTINATION_NAME', 'destination.name', 'cliente.nome', 'destinatario.nome'] },
      phone: { from: ['DESTINATION_PHONE', 'destination.phone', 'cliente.telefone', 'destinatario.telefone'] },
      email: { from: ['DESTINATION_EMAIL', 'destination.email', 'cliente.email', 'destinatario.email'] },
      document: { from: ['DESTINATION_TAXID', 'destination.taxid', 'cliente.documento', 'destinatario.documento'] },
      product: { from: ['DOCUMENT_PRODUCT.1.DOCUMENT_PRODUCT_NAME', 'DOCUMENT_PRODUCT[0].DOCUMENT_PRODUCT_NAME'] },
      orderId: { from: ['id', 'numero'] },
      invoice: { from: ['numero'] },
      status: { from: ['statusNota', 'statusLogistica'] },
      link: { from: ['pdf'] },
      trackingCode: { from: ['rastreio'] },
      happenedAt: { from: ['emissao'], zone: 'America/Sao_Paulo' },
    },
  },
  events: knownEvents('inferred', [
    ['Pendente', 'Nota pendente', 'Invoice pending'],
    ['AguardandoAutorizacao', 'Nota aguardando autorização', 'Invoice awaiting authorisation'],
    ['Autorizada', 'Nota autorizada', 'Invoice authorised', 'completed'],
    ['Rejeitada', 'Nota rejeitada', 'Invoice rejected'],
    ['EmProcessoDeCancelamento', 'Nota em cancelamento', 'Invoice being cancelled'],
    ['Cancelada', 'Nota cancelada', 'Invoice cancelled', 'cancelled'],
  ]),
  identity: [['id', 'statusNota'], ['id', 'status']],
  authenticity: [addressAlone],
  handshake: answerProbe,
  unkept: ['API_KEY'],
  mayLack: [
    {
      identification: '*',
      fields: ['name', 'phone'],
      because: {
        pt: 'Do destinatário da nota não se conhecem campos no webhook da Notazz: capture uma amostra e escolha os campos.',
        en: 'No fields of an invoice’s recipient are known in Notazz’s webhook: capture a sample and choose the fields.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'O corpo, o formato e a autenticação do webhook da Notazz não são documentados: capture uma amostra e escolha os campos nela.',
      en: 'Body, format and authentication of Notazz’s webhook are not documented: capture a sample and choose the fields in it.',
    },
  ],
  confidence: 'unknown',
};
