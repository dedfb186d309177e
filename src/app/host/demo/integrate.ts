import type { ActiveCampaignSimulator } from '../../../adapters/activecampaign/simulator/index.ts';
import type { IntegrationSheet } from '../../../ports/index.ts';
import type { HostIntegrations } from '../../host-integrations.ts';
import { captureFor, isCaptured, isSigned, LEAD_PLATFORMS, nameOfIntegration, settingsFor, type LeadPlatform } from './lead-furnishing.ts';
import type { PloomesState } from './outside.ts';

/** An integration of the demo, and where its platform sends. */
export interface DemoIntegration {
  readonly id: string;
  readonly platform: LeadPlatform;
  readonly address: string;
  /** What its platform signs with, or shows. */
  readonly secret?: string;
  readonly sheet: IntegrationSheet;
}

/** The paths of addresses that the hub gave, by platform: it shows each once. */
export type KeptPaths = Readonly<Partial<Record<LeadPlatform, string | undefined>>>;

export interface IntegrateWish {
  readonly integrations: HostIntegrations;
  readonly connection: string;
  readonly hubUrl: string;
  readonly activecampaign: ActiveCampaignSimulator;
  readonly secret: string;
  readonly paths: KeptPaths;
  /** What the CRM has, asked for when something is to be set up. */
  readonly crm: () => Promise<PloomesState>;
}

/** Sets up what is not there yet, in the way that people do it; each step may be repeated after a demo that was killed. */
export async function integrate(wish: IntegrateWish): Promise<readonly DemoIntegration[]> {
  const known = await wish.integrations.list(wish.connection) ?? [];
  const made: DemoIntegration[] = [];
  for (const platform of LEAD_PLATFORMS) made.push(await integrateOne(wish, platform, known.find((each) => each.platform === platform)));
  return made;
}

async function integrateOne(wish: IntegrateWish, platform: LeadPlatform, known: IntegrationSheet | undefined): Promise<DemoIntegration> {
  const { integrations, connection, hubUrl, activecampaign, paths } = wish;
  const path = paths[platform];
  const found = known === undefined ? await create(wish, platform) : { id: known.id, address: path === undefined ? await another(wish, known.id) : `${hubUrl}${path}` };
  if (platform === 'activecampaign' && known?.account?.url !== activecampaign.url) {
    hold(await integrations.putAccount(connection, found.id, { url: activecampaign.url, key: activecampaign.key }), 'kept');
  }
  const isWhole = known?.status === 'active' && (known.capture !== undefined || !isCaptured(platform));
  const sheet = isWhole ? known : await setUp(wish, platform, found.id);
  return { ...found, platform, sheet, ...(isSigned(platform) ? { secret: wish.secret } : {}) };
}

async function create({ integrations, connection }: IntegrateWish, platform: LeadPlatform): Promise<Pick<DemoIntegration, 'id' | 'address'>> {
  const made = hold(await integrations.create(connection, { name: nameOfIntegration(platform), platform }), 'made');
  return { id: made.integration.id, address: made.address };
}

/** Its address was shown to a demo that was killed before it kept it. */
async function another({ integrations, connection }: IntegrateWish, id: string): Promise<string> {
  const rotated = await integrations.rotate(connection, id, { graceHours: 0 });
  if (rotated === undefined) throw new Error(`The demo's integration ${id} is gone.`);
  return rotated.address;
}

/** Whatever names a funnel costs calls, of which a demo may not send many at once: where leads go is said last, but for ActiveCampaign, which cannot be enabled without. */
async function setUp({ integrations, connection, secret, crm }: IntegrateWish, platform: LeadPlatform, id: string): Promise<IntegrationSheet> {
  const preset = integrations.platforms().find((each) => each.id === platform);
  if (preset === undefined) throw new Error(`There is no preset of ${platform}.`);
  const capture = captureFor(platform, await crm());
  const captured = capture === undefined ? {} : { capture };
  hold(await integrations.change(connection, id, { ...settingsFor(preset, platform), ...(platform === 'activecampaign' ? captured : {}) }), 'kept');
  if (isSigned(platform)) hold(await integrations.putSecret(connection, id, { secret }), 'kept');
  const enabled = hold(await integrations.enable(connection, id), 'enabled');
  return platform === 'activecampaign' || capture === undefined ? enabled.integration : hold(await integrations.change(connection, id, captured), 'kept').integration;
}

/** What the demo wishes is never refused: it says how, where it is. */
function hold<Answer extends { readonly outcome: string }, Outcome extends Answer['outcome']>(answer: Answer | undefined, outcome: Outcome): Extract<Answer, { readonly outcome: Outcome }> {
  if (isOutcome(answer, outcome)) return answer;
  throw new Error(`The demo's integrations could not be set up: ${JSON.stringify(answer)}`);
}

const isOutcome = <Answer extends { readonly outcome: string }, Outcome extends Answer['outcome']>(answer: Answer | undefined, outcome: Outcome): answer is Extract<Answer, { readonly outcome: Outcome }> =>
  answer?.outcome === outcome;
