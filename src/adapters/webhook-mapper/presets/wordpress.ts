import type { Platform } from '../../../ports/platform.ts';
import { answerProbe } from '../answer-probe.ts';
import { knownEvents } from '../known-events.ts';
import { onlyWhen } from '../only-when.ts';
import { addressAlone, ownHeader } from '../usual-choices.ts';
import { wordpressEmails, wordpressNames, wordpressPhones } from './wordpress-fields.ts';

/** By their shape, since headers get lost on the way through other tools. */
const SHAPES = [
  onlyWhen('form_data.post_type', 'wpcf7*', { constant: 'cf7_forms' }),
  onlyWhen('entry.submit', 'wpforms*', { constant: 'wpf_submit' }),
  onlyWhen('lead.form_id', '*', { constant: 'gf_submit' }),
  onlyWhen('data.user_login', '*', { constant: 'create_user' }),
] as const;

/** WordPress: WP Webhooks, CF7 to Webhook, Elementor Pro Forms, Gravity Forms and WPForms. Which one it is shows by headers and shape. */
export const wordpress: Platform = {
  id: 'wordpress',
  name: 'WordPress',
  contentTypes: ['json', 'form'],
  mapping: {
    v: 1,
    ddi: { constant: '55' },
    fields: {
      // Elementor has the form's own name beside the person's; Gravity has its number; others have nothing.
      event: {
        from: [
          '$headers.x-wp-webhook-name', ...SHAPES, 'event', 'form.name', 'form_name', 'form.id', 'form_id',
          onlyWhen('$headers.x-wpforms-webhook-id', '*', { constant: 'wpforms' }), { constant: 'form-submitted' },
        ],
      },
      name: { from: wordpressNames },
      phone: { from: wordpressPhones },
      email: { from: wordpressEmails },
      document: { from: ['cpf', 'cnpj', 'CPF', 'CNPJ', 'fields.cpf.value', 'fields[title~cpf].value', 'fields[name~cpf].value', 'form_submit_data.cpf'] },
      company: { from: ['empresa', 'company', 'Empresa', 'fields.empresa.value', 'fields.company.value', 'fields[title~empresa].value', 'billing.company'] },
      message: {
        from: ['your-message', 'mensagem', 'message', 'Mensagem', 'fields.message.value', 'fields.mensagem.value', 'form_submit_data["your-message"]'],
      },
      subject: { from: ['your-subject', 'assunto', 'form_submit_data["your-subject"]'] },
      form: { from: ['form.name', 'form_name', 'form.title', 'form_data.post_title'] },
      formId: { from: ['form.id', 'form_id'] },
      link: { from: ['meta.page_url.value', 'source_url', 'lead.source_url', '["Page URL"]', '["URL da página"]'] },
      site: { from: ['$headers.x-wp-webhook-source'] },
      utmSource: { from: ['utm_source', 'fields.utm_source.value'] },
      utmCampaign: { from: ['utm_campaign', 'fields.utm_campaign.value'] },
      // Gravity Forms writes UTC and does not say so.
      happenedAt: { from: ['date_created', 'lead.date_created'], zone: 'UTC' },
    },
  },
  events: knownEvents('verified', [
    ['cf7_forms', 'Contact Form 7 enviado', 'Contact Form 7 submitted', 'lead'],
    ['wpf_submit', 'WPForms enviado', 'WPForms submitted', 'lead'],
    ['gf_submit', 'Gravity Forms enviado', 'Gravity Forms submitted', 'lead'],
    ['elementor_submit', 'Elementor enviado', 'Elementor submitted', 'lead'],
    ['ninjaforms_submit', 'Ninja Forms enviado', 'Ninja Forms submitted', 'lead'],
    ['fluent_form_submitted', 'Fluent Forms enviado', 'Fluent Forms submitted', 'lead'],
    ['forminator_form_submitted', 'Forminator enviado', 'Forminator submitted', 'lead'],
    ['wc_order_created', 'Pedido do WooCommerce criado', 'WooCommerce order created', 'awaiting-payment'],
    ['wc_order_updated', 'Pedido do WooCommerce alterado', 'WooCommerce order changed', 'updated'],
    ['create_user', 'Usuário criado', 'User created', 'lead'],
    ['wpforms', 'WPForms Webhooks enviado', 'WPForms Webhooks submitted', 'lead'],
    ['form-submitted', 'Formulário enviado (sem nome)', 'Form submitted (without a name)', 'lead'],
  ]),
  // WPForms' signature covers its time. The others say nothing by which a repeat could be told; most of them never repeat.
  identity: [
    ['$headers.x-wpforms-webhook-signature'], ['form_id', 'entry_id'], ['form_id', 'lead.id'], ['form_id', 'id', 'date_created'],
  ],
  authenticity: [
    addressAlone,
    ownHeader('x-webhook-token'),
    {
      id: 'wp-webhooks',
      scheme: { kind: 'hmac', algorithm: 'sha256', encoding: 'base64', at: { header: 'x-wp-webhook-signature' } },
      secret: { pt: 'WP Webhooks: segredo do gatilho', en: 'WP Webhooks: secret of the trigger' },
      confidence: 'verified',
    },
    {
      id: 'wpforms',
      scheme: {
        kind: 'hmac',
        algorithm: 'sha256',
        encoding: 'hex',
        at: { header: 'x-wpforms-webhook-signature' },
        pairs: { time: 't', signature: 'v' },
        signed: '{timestamp}.{body}',
      },
      secret: { pt: 'WPForms Webhooks: Secret, com o formato JSON', en: 'WPForms Webhooks: Secret, with the format JSON' },
      confidence: 'verified',
    },
  ],
  handshake: answerProbe,
  // Elementor shows an error to the visitor for anything else, and after five seconds.
  answer: { status: 200 },
  answerWithinMs: 5000,
  unkept: [
    'data.user_pass', 'data.user_activation_key', 'user_pass', 'user_data.user_pass', 'user.data.user_pass', 'user.user_pass', '$headers.x-webhook-token',
  ],
  withoutPerson: ['post_*', 'create_post', 'update_post', 'delete_post', 'trash_post', 'wp_trash_post', 'delete_user', 'deleted_user'].map((identification) => ({
    identification,
    because: { pt: 'O evento fala de uma página, ou do que foi excluído.', en: 'The event is about a page, or about what was deleted.' },
  })),
  mayLack: [
    {
      identification: 'create_user',
      fields: ['phone'],
      because: { pt: 'O cadastro de usuários do WordPress não tem telefone.', en: 'Users of WordPress have no phone.' },
    },
    {
      identification: '*',
      fields: ['name', 'phone'],
      because: {
        pt: 'Os campos são os do seu formulário: este não está lá, ou tem outro nome. Mapeie-o a partir de uma amostra.',
        en: 'The fields are those of your form: this one is not there, or has another name. Map it from a sample.',
      },
    },
  ],
  unknowns: [
    {
      pt: 'Gravity Forms numera os campos: confira nome, telefone e e-mail numa amostra.',
      en: 'Gravity Forms numbers its fields: check name, phone and e-mail with a sample.',
    },
    {
      pt: 'Elementor: ligue “Advanced Data”, para que os campos venham pelos ids e não pelos rótulos.',
      en: 'Elementor: turn “Advanced Data” on, so that fields come by their ids and not by their labels.',
    },
    {
      pt: 'WPForms no formato de formulário assina outro texto: use JSON. WP Webhooks em XML não é lido.',
      en: 'WPForms in form format signs another text: use JSON. WP Webhooks in XML is not read.',
    },
    {
      pt: 'Elementor e CF7 não têm identidade de entrega nem assinatura.',
      en: 'Elementor and CF7 have neither a delivery id nor a signature.',
    },
  ],
  confidence: 'verified',
};
