import type { Platform } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';
import { knownEvents } from '../known-events.ts';
import { addressAlone } from '../usual-choices.ts';

const noContact = {
  pt: 'O ActiveCampaign não envia contato neste evento.',
  en: 'ActiveCampaign sends no contact with this event.',
};

/**
 * ActiveCampaign (ACL-02): webhooks of its settings, and the webhook action of automations, which has no `type`. It never repeats what
 * failed, and switches a webhook off for good at a 410.
 */
export const activecampaign: Platform = {
  id: 'activecampaign',
  name: 'ActiveCampaign',
  contentTypes: ['form', 'json'],
  mapping: {
    v: 1,
    each: '$',
    ddi: { constant: '55' },
    fields: {
      event: { from: ['type', { constant: 'automation' }] },
      name: {
        from: [
          { join: ['contact.first_name', 'contact.last_name'] }, { join: ['contact.firstName', 'contact.lastName'] }, 'contact.name',
          { join: ['deal.contact_firstname', 'deal.contact_lastname'] },
          { join: ['first_name', 'last_name'] },
        ],
      },
      phone: { from: ['contact.phone', 'contact.mobile', 'sms.phone', 'deal.contact_phone', 'phone'] },
      email: { from: ['contact.email', 'deal.contact_email', 'email'] },
      document: { from: ['contact.fields.cpf', 'contact.fields.cnpj'] },
      company: {
        from: ['contact.orgname', 'contact.customer_acct_name', 'deal.orgname', 'customer_acct_name', 'orgname', 'contact.fields.empresa', 'account.name'],
      },
      companyDocument: { from: ['contact.fields.cnpj'] },
      product: { from: ['deal.title'] },
      productId: { from: ['deal.id'] },
      orderId: { from: ['deal.id'] },
      value: { from: ['deal.value'], transform: ['cents'] },
      currency: { from: ['deal.currency'], transform: ['upper-case'] },
      status: { from: ['deal.stage_title', 'deal.status'] },
      tags: { from: ['contact.tags'] },
      tag: { from: ['tag'] },
      note: { from: ['note', 'sms.reply', 'unsubscribe.reason'] },
      link: { from: ['link.url', 'campaign.webcopy_url'] },
      happenedAt: { from: ['date_time'] },
    },
  },
  events: [
    ...knownEvents('verified', [
      ['subscribe', 'Inscrição em lista', 'Subscribed to a list', 'lead'],
      ['unsubscribe', 'Descadastro', 'Unsubscribed', 'unsubscribed'],
      ['update', 'Contato alterado', 'Contact changed', 'updated'],
      ['contact_tag_added', 'Tag adicionada', 'Tag added'],
      ['contact_tag_removed', 'Tag removida', 'Tag removed'],
      ['deal_add', 'Negócio criado', 'Deal added'],
      ['deal_update', 'Negócio alterado', 'Deal changed', 'updated'],
      ['deal_note_add', 'Nota no negócio', 'Note on a deal'],
      ['deal_pipeline_add', 'Funil criado', 'Pipeline added'],
      ['deal_stage_add', 'Etapa criada', 'Stage added'],
      ['deal_task_add', 'Tarefa do negócio criada', 'Deal’s task added'],
      ['deal_task_complete', 'Tarefa do negócio concluída', 'Deal’s task done'],
      ['deal_tasktype_add', 'Tipo de tarefa criado', 'Type of task added'],
      ['contact_task_add', 'Tarefa do contato criada', 'Contact’s task added'],
      ['sent', 'Campanha enviada', 'Campaign sent'],
      ['open', 'E-mail aberto', 'E-mail opened'],
      ['click', 'Link clicado', 'Link clicked'],
      ['forward', 'E-mail encaminhado', 'E-mail forwarded'],
      ['share', 'Campanha compartilhada', 'Campaign shared'],
      ['bounce', 'E-mail devolvido', 'E-mail bounced'],
      ['reply', 'E-mail respondido', 'E-mail answered'],
      ['sms_reply', 'SMS respondido', 'SMS answered'],
      ['sms_sent', 'SMS enviado', 'SMS sent'],
      ['sms_unsub', 'Descadastro por SMS', 'Unsubscribed by SMS', 'unsubscribed'],
      ['subscriber_note', 'Nota no contato', 'Note on a contact'],
      ['list_add', 'Lista criada', 'List added'],
      ['account_add', 'Conta criada', 'Account added'],
      ['account_update', 'Conta alterada', 'Account changed'],
      ['account_contact_add', 'Contato ligado a uma conta', 'Contact joined to an account'],
      ['account_contact_update', 'Ligação com a conta alterada', 'Join with an account changed'],
    ]),
    ...knownEvents('inferred', [['automation', 'Ação de webhook de uma automação', 'Webhook action of an automation', 'lead']]),
  ],
  identity: [
    ['type', 'contact.id', 'date_time', { join: ['deal.id', 'list', 'tag', 'campaign.id', 'link.id', 'note'], with: '|' }],
    ['type', 'contact.id', 'date_time'],
    ['type', 'deal.id', 'date_time'],
    ['type', 'account.id', 'date_time'],
    // An automation's action has no time, and people may come by again: it has no identity.
  ],
  authenticity: [
    addressAlone,
    {
      id: 'signature',
      scheme: { kind: 'hmac', algorithm: 'sha256', encoding: 'hex', at: { header: 'x-signature' } },
      secret: {
        pt: 'Segredo dos webhooks mais novos (SMS); não confirmado',
        en: 'Secret of the newer webhooks (SMS); unconfirmed',
      },
      confidence: 'unknown',
    },
  ],
  handshake: answerProbe,
  withoutPerson: [
    { identification: 'account_*', because: noContact },
    { identification: 'list_add', because: noContact },
    { identification: 'deal_pipeline_add', because: noContact },
    { identification: 'deal_stage_add', because: noContact },
    { identification: 'deal_tasktype_add', because: noContact },
  ],
  mayLack: [
    {
      identification: 'deal_*',
      fields: ['phone'],
      because: {
        pt: 'O negócio veio sem o bloco do contato, e no negócio não há telefone.',
        en: 'The deal came without the contact’s block, and a deal holds no phone.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'Os parâmetros de contact_tag_added e contact_tag_removed não são documentados: capture uma amostra.',
      en: 'The parameters of contact_tag_added and contact_tag_removed are not documented: capture a sample.',
    },
    {
      pt: 'Se deal[value] vem em centavos, como na API, não foi confirmado: confira em uma amostra.',
      en: 'Whether deal[value] comes in cents, as in the API, is not confirmed: look at a sample.',
    },
    {
      pt: 'A ação de webhook de uma automação não traz hora: entregas iguais no mesmo dia contam como uma.',
      en: 'An automation’s webhook action carries no time: equal deliveries within a day count as one.',
    },
    {
      pt: 'Em JSON os campos personalizados foram vistos como lista sem nomes: prefira o formulário.',
      en: 'In JSON custom fields were seen as a list without names: prefer the form.',
    },
  ],
  confidence: 'verified',
};
