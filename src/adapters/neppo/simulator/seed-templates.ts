import type { SaveTemplate, TemplateDesk } from './template-desk.ts';

const TEMPLATES: readonly SaveTemplate[] = [
  { name: 'retomada_contato', text: 'Oi {{1}}, podemos continuar a conversa?' },
  {
    name: 'boleto_emitido', text: '{{1}}, seu boleto está em anexo.',
    parameters: [{ type: 'HEADER', paramType: 'MEDIA' }, { type: 'BODY', paramType: 'TEXT', example: 'Ana' }],
  },
  { name: 'campanha_inverno', text: 'Condições de inverno para {{1}}.', status: 'PENDING' },
  {
    name: 'fatura_a_vencer', text: '{{1}}, sua fatura de {{2}} vence em {{3}}.', footer: 'Responda SAIR para não receber', category: 'UTILITY',
    parameters: [
      { type: 'BODY', paramType: 'TEXT', example: 'Ana' }, { type: 'BODY', paramType: 'CURRENCY', example: 'R$ 120,00' },
      { type: 'BODY', paramType: 'DATE', example: '04/05/2026' }, { type: 'BUTTON', paramType: 'URL', example: 'fatura/123' },
    ],
  },
  {
    name: 'cupom_aniversario', header: 'Feliz aniversário, {{1}}', text: 'Seu presente: {{1}} de desconto.',
    parameters: [
      { type: 'HEADER', paramType: 'TEXT', example: 'Ana' }, { type: 'BODY', paramType: 'TEXT', example: '10%' },
      { type: 'BUTTON', paramType: 'COUPON', example: 'ANIVER10' }, { type: 'BUTTON', paramType: 'QUICK_REPLY' },
    ],
  },
  { name: 'oferta_relampago', text: '{{1}}, só hoje!', status: 'PAUSED' },
  { name: 'oferta_exagerada', text: '{{1}}, GANHE AGORA!!!', status: 'REJECTED' },
  { name: 'oferta_antiga', text: '{{1}}, confira.', status: 'DISABLED' },
];

/** The templates that are given, or some in every state, with places of every type. */
export function seedTemplates(desk: TemplateDesk, templates: readonly SaveTemplate[] = TEMPLATES): void {
  for (const template of templates) desk.save(template);
}
