import 'reflect-metadata';
import { Container } from 'inversify';
import { createCallRecorder, createConsoleTelemetry, createSecretBox, createSystemClock, createSystemIds } from '../adapters/system/index.ts';
import { parseHubSettings, type VinculoOptions } from './config.ts';
import { neppoConnector, ploomesConnector } from './connectors.ts';
import { drivingModule } from './modules/driving-module.ts';
import { followingModule } from './modules/following-module.ts';
import { insideModule } from './modules/inside-module.ts';
import { Tokens } from './tokens.ts';

/** Wires one hub. Tenants are data: there are no child containers. */
export async function createContainer(options: VinculoOptions): Promise<Container> {
  const settings = parseHubSettings(options);
  const clock = options.clock ?? createSystemClock();
  const ids = options.ids ?? createSystemIds();
  const recorder = createCallRecorder();
  const container = new Container();
  container.bind(Tokens.settings).toConstantValue(settings);
  container.bind(Tokens.sessionUrl).toConstantValue(options.sessionUrl ?? 'none');
  container.bind(Tokens.clock).toConstantValue(clock);
  container.bind(Tokens.ids).toConstantValue(ids);
  container.bind(Tokens.recorder).toConstantValue(recorder);
  container.bind(Tokens.telemetry).toConstantValue(options.telemetry ?? createConsoleTelemetry({ level: 'warn' }));
  container.bind(Tokens.box).toConstantValue(createSecretBox(settings.secretKey));
  container.bind(Tokens.crm).toConstantValue(options.crm ?? ploomesConnector());
  container.bind(Tokens.chat).toConstantValue(options.chat ?? neppoConnector());
  container.bind(Tokens.inside).toConstantValue({
    clock, onCall: recorder.listen, ...(options.outgoingFetch === undefined ? {} : { fetch: options.outgoingFetch }),
  });
  container.bind(Tokens.store).toConstantValue(await options.store({ clock, ids }));
  container.load(insideModule, followingModule, drivingModule);
  return container;
}
