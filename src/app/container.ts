import 'reflect-metadata';
import { Container } from 'inversify';
import { createOutgoingFetch } from '../adapters/outgoing/index.ts';
import { createCallRecorder, createConsoleTelemetry, createMetrics, createSystemClock, createSystemIds } from '../adapters/system/index.ts';
import { createAccountGate } from './account-gate.ts';
import { parseHubSettings, type HubSettings, type VinculoOptions } from './config.ts';
import { neppoConnector, ploomesConnector } from './connectors.ts';
import { createHubTelemetry } from './hub-telemetry.ts';
import { openKeyring } from './keyring.ts';
import { activationModule } from './modules/activation-module.ts';
import { baseModule } from './modules/base-module.ts';
import { drivingModule } from './modules/driving-module.ts';
import { deskModule } from './modules/desk-module.ts';
import { sendModule } from './modules/send-module.ts';
import { followingModule } from './modules/following-module.ts';
import { insideModule } from './modules/inside-module.ts';
import { integrationModule } from './modules/integration-module.ts';
import { leadModule } from './modules/lead-module.ts';
import { createSharedSecrets } from './shared-secrets.ts';
import { Tokens } from './tokens.ts';
import { callTeller, tracedInbox } from './tracing.ts';

/** The hub's own page of a session's history (SES-06). */
const historyPageOf = ({ publicUrl }: HubSettings): NonNullable<VinculoOptions['sessionUrl']> => ({ connection, protocol }) =>
  `${publicUrl.replace(/\/+$/, '')}/sessions/${encodeURIComponent(connection)}/${encodeURIComponent(protocol)}`;

/** How long a call that belongs to no delivery, such as those of setting up a connection, waits for its turn. */
const CALL_PATIENCE_MS = 20_000;

/** Wires one hub. Tenants are data: there are no child containers. */
export async function createContainer(options: VinculoOptions): Promise<Container> {
  const settings = parseHubSettings(options);
  const clock = options.clock ?? createSystemClock();
  const ids = options.ids ?? createSystemIds();
  const recorder = createCallRecorder();
  const metrics = createMetrics();
  const telemetry = createHubTelemetry(options.telemetry ?? createConsoleTelemetry({ level: 'warn' }), metrics);
  const tellOfCall = callTeller(telemetry);
  const container = new Container();
  container.bind(Tokens.settings).toConstantValue(settings);
  container.bind(Tokens.sessionUrl).toConstantValue(options.sessionUrl ?? historyPageOf(settings));
  container.bind(Tokens.mayAddIntegration).toConstantValue(options.mayAddIntegration ?? (async () => 'yes'));
  container.bind(Tokens.clock).toConstantValue(clock);
  container.bind(Tokens.ids).toConstantValue(ids);
  container.bind(Tokens.recorder).toConstantValue(recorder);
  container.bind(Tokens.telemetry).toConstantValue(telemetry);
  container.bind(Tokens.metrics).toConstantValue(metrics);
  container.bind(Tokens.crm).toConstantValue(options.crm ?? ploomesConnector());
  container.bind(Tokens.chat).toConstantValue(options.chat ?? neppoConnector());
  const store = await options.store({ clock, ids, telemetry });
  const keyring = await openKeyring(store.secrets, settings).catch(async (failure: unknown) => {
    await store.close();
    throw failure;
  });
  container.bind(Tokens.keyring).toConstantValue(keyring);
  container.bind(Tokens.box).toConstantValue(keyring.box);
  const gate = createAccountGate({ budgets: store.budgets, clock, ids, patienceMs: CALL_PATIENCE_MS });
  container.bind(Tokens.gate).toConstantValue(gate);
  container.bind(Tokens.inside).toConstantValue({
    clock, gate,
    shared: createSharedSecrets({ secrets: store.secrets, leases: store.leases, box: keyring.box, clock }),
    onCall: (note) => {
      recorder.listen(note);
      tellOfCall(note);
    },
    fetch: options.outgoingFetch ?? createOutgoingFetch({ privateAddresses: settings.allowPrivateAddresses ? 'allowed' : 'refused' }),
  });
  container.bind(Tokens.store).toConstantValue({ ...store, inbox: tracedInbox(store.inbox, telemetry) });
  container.load(insideModule, followingModule, leadModule, integrationModule, deskModule, sendModule, baseModule, activationModule, drivingModule);
  return container;
}
