import { createActiveCampaignSimulator, type ActiveCampaignSimulator } from '../../../adapters/activecampaign/simulator/index.ts';
import { createNeppoSimulator, type NeppoSimulator } from '../../../adapters/neppo/simulator/index.ts';
import { createPloomesSimulator, type PloomesSimulator } from '../../../adapters/ploomes/simulator/index.ts';
import type { HookAddresses } from '../../use-cases/keep-hooks.ts';
import { neppoFurnishing, ploomesFurnishing } from './furnishing.ts';
import { accountFields } from './lead-furnishing.ts';

export interface Simulators {
  readonly ploomes: PloomesSimulator;
  readonly neppo: NeppoSimulator;
  /** Keeps nothing: its account is the same at each start. */
  readonly activecampaign: ActiveCampaignSimulator;
  close(): Promise<void>;
}

export interface SimulatorsWish {
  readonly database: string | undefined;
  readonly hooks: HookAddresses;
  readonly ratePerMinute: number | undefined;
  /** Runs with a port at which the simulator may listen. */
  readonly atPort: <Result>(which: 'ploomes' | 'neppo' | 'activecampaign', start: (port: number) => Promise<Result>) => Promise<Result>;
}

/** Starts the simulators, those of Ploomes and Neppo on their state files where a database is kept; their undelivered webhooks go to the hooks. */
export async function startSimulators({ database, hooks, ratePerMinute, atPort }: SimulatorsWish): Promise<Simulators> {
  const closers: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => void (await Promise.all(closers.map(async (each) => await each())));
  try {
    const activecampaign = await atPort('activecampaign', async (port) => await createActiveCampaignSimulator({ port }));
    closers.push(activecampaign.close);
    for (const field of accountFields) activecampaign.addField(field);
    const ploomes = await atPort('ploomes', async (port) => await createPloomesSimulator({
      port, ...ploomesFurnishing, ...stateFile(database, 'ploomes'), ...(ratePerMinute === undefined ? {} : { ratePerMinute }),
    }));
    closers.push(ploomes.close);
    moveSubscriptions(ploomes, hooks.ploomes);
    const neppo = await atPort('neppo', async (port) => await createNeppoSimulator({
      port, ...neppoFurnishing, ...stateFile(database, 'neppo'), webhooks: { ...everyEntityTo(hooks.neppo), Message: hooks.neppo },
    }));
    closers.push(neppo.stop);
    return { ploomes, neppo, activecampaign, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

const stateFile = (database: string | undefined, system: string): { readonly stateFile?: string } =>
  database === undefined ? {} : { stateFile: `${database}.sim.${system}` };

/** The five entities whose changes Neppo tells, all to one address. */
export const everyEntityTo = (url: string) => ({ User: url, Agent: url, ClassificationServices: url, ChatSession: url, AssociationClientsToAgents: url });

/** A hub that moved to another port is still the same hub: what Ploomes has not delivered yet goes to its new address. */
function moveSubscriptions(ploomes: PloomesSimulator, callbackUrl: string): void {
  const path = new URL(callbackUrl).pathname;
  for (const { Id, CallbackUrl } of ploomes.rows('Webhooks')) {
    if (typeof CallbackUrl !== 'string' || CallbackUrl === callbackUrl || new URL(CallbackUrl).pathname !== path) continue;
    ploomes.update('Webhooks', Id, { CallbackUrl: callbackUrl });
  }
}
