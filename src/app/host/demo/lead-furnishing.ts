import type { FieldWish } from '../../../adapters/activecampaign/simulator/index.ts';
import type { LeadCapture } from '../../../domain/index.ts';
import type { IntegrationChange, Platform } from '../../../ports/index.ts';
import type { PloomesState } from './outside.ts';

// Where the demo's leads come from: what its company has set up at each platform, and what the hub does of what comes.

/** The integrations of the demo. Kiwify signs what it sends, Hotmart shows a token, and who sends to ActiveCampaign's address need show nothing. */
export const LEAD_PLATFORMS = ['activecampaign', 'hotmart', 'kiwify'] as const;
export type LeadPlatform = (typeof LEAD_PLATFORMS)[number];

/** Fields that the company made in its ActiveCampaign. */
export const accountFields: readonly FieldWish[] = [{ title: 'Interesse', type: 'dropdown', options: ['Consultoria', 'Curso'] }];

/** What a purchase sets off in the demo. */
export const PURCHASE = 'PURCHASE_APPROVED';

/** Fields of the integrations' own, beside those of the platforms' presets. */
export const OWN_FIELDS = { interest: 'interesse', course: 'ultimo_curso' } as const;

interface Furnished {
  readonly name: string;
  readonly isSigned: 'yes' | 'no';
  /** Beside what the platform's preset maps. */
  readonly settings: Pick<IntegrationChange, 'customFields' | 'events'>;
  readonly mapped?: NonNullable<IntegrationChange['mapping']>['fields'];
  readonly capture?: Pick<LeadCapture, 'behaviour' | 'unlessOpenCard'> & { readonly funnel: string; readonly stage?: string };
}

const furnished: Readonly<Record<LeadPlatform, Furnished>> = {
  activecampaign: {
    name: 'Formulário do site', isSigned: 'no',
    settings: { customFields: [{ name: OWN_FIELDS.interest, description: 'O que a pessoa procura' }] },
    mapped: { [`custom.${OWN_FIELDS.interest}`]: { from: ['contact.fields.interesse'] } },
    capture: { behaviour: 'company+person+card', unlessOpenCard: 'yes', funnel: 'Funil de vendas', stage: 'Qualificação' },
  },
  hotmart: {
    name: 'Vendas na Hotmart', isSigned: 'yes',
    settings: {
      customFields: [{ name: OWN_FIELDS.course, description: 'O último curso que a pessoa comprou' }],
      events: [{
        name: 'Compra aprovada', identification: PURCHASE,
        actions: [
          { type: 'add-tag', tag: 'aluno' },
          { type: 'update-field', field: OWN_FIELDS.course, value: '{{product}}' },
          { type: 'send-message', text: 'Oi, {{firstName}}! Seu acesso a {{product}} está liberado.' },
        ],
      }],
    },
    capture: { behaviour: 'person+card', unlessOpenCard: 'no', funnel: 'Pós-venda' },
  },
  kiwify: {
    name: 'Carrinhos da Kiwify', isSigned: 'yes',
    settings: { events: [{ name: 'Carrinho abandonado', identification: 'abandoned', actions: [{ type: 'add-tag', tag: 'carrinho abandonado' }] }] },
  },
};

export const nameOfIntegration = (platform: LeadPlatform): string => furnished[platform].name;
export const isSigned = (platform: LeadPlatform): boolean => furnished[platform].isSigned === 'yes';

export const isCaptured = (platform: LeadPlatform): boolean => furnished[platform].capture !== undefined;

/** What is set of an integration, but for where its leads go. */
export function settingsFor(preset: Platform, platform: LeadPlatform): IntegrationChange {
  const { settings, mapped = {} } = furnished[platform];
  return { ...settings, mapping: { ...preset.mapping, fields: { ...preset.mapping.fields, ...mapped } } };
}

/** Where its leads go, for the ids that the simulated Ploomes gave. */
export function captureFor(platform: LeadPlatform, { pipelines, stages }: Pick<PloomesState, 'pipelines' | 'stages'>): LeadCapture | undefined {
  const { capture } = furnished[platform];
  if (capture === undefined) return undefined;
  const { funnel, stage, ...rest } = capture;
  const funnelId = pipelines.find(({ Name }) => Name === funnel)?.Id;
  const stageId = stages.find(({ Name, PipelineId }) => Name === stage && PipelineId === funnelId)?.Id;
  return { ...rest, ...(funnelId === undefined ? {} : { funnelId: String(funnelId) }), ...(stageId === undefined ? {} : { stageId: String(stageId) }) };
}
