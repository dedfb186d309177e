import { ContainerModule } from 'inversify';
import { Tokens } from '../tokens.ts';
import { createActivateConnection } from '../use-cases/activation/activate-connection.ts';
import { createConnectionBook } from '../use-cases/activation/connection-book.ts';
import { createConnectionDesk } from '../use-cases/activation/connection-desk.ts';
import { createEnableConnection } from '../use-cases/activation/enable-connection.ts';
import { createExchangeSystems } from '../use-cases/activation/exchange-systems.ts';
import { createSameAccounts } from '../use-cases/activation/same-accounts.ts';
import { createSealedSystems } from '../use-cases/activation/sealed-systems.ts';
import { createDoctor } from '../use-cases/doctor/doctor.ts';
import { createDoctorDesk } from '../use-cases/doctor/doctor-desk.ts';
import { createFactsGatherer } from '../use-cases/doctor/gather-facts.ts';
import { createRounds } from '../use-cases/doctor/rounds.ts';
import { createHookKeeper } from '../use-cases/keep-hooks.ts';
import { createManageConnections } from '../use-cases/manage-connections.ts';

/** From a draft to a connection that works, and whoever looks after it. */
export const activationModule: ContainerModule = new ContainerModule(({ bind }) => {
  bind(Tokens.connectionBook).toResolvedValue(({ settings }, clock) => createConnectionBook({ settings, clock }), [Tokens.store, Tokens.clock]).inSingletonScope();
  bind(Tokens.sealedSystems)
    .toResolvedValue(({ secrets }, keyring, crm, chat, inside, ids) => createSealedSystems({ secrets, keyring, crm, chat, inside, ids }),
      [Tokens.store, Tokens.keyring, Tokens.crm, Tokens.chat, Tokens.inside, Tokens.ids])
    .inSingletonScope();
  bind(Tokens.sameAccounts).toResolvedValue(createSameAccounts, [Tokens.connectionBook]).inSingletonScope();
  bind(Tokens.hookKeeper)
    .toResolvedValue(({ hooks }, connections, clock, ids, telemetry, { publicUrl }) => createHookKeeper({ hooks, connections, clock, ids, telemetry, publicUrl }),
      [Tokens.store, Tokens.connections, Tokens.clock, Tokens.ids, Tokens.telemetry, Tokens.settings])
    .inSingletonScope();
  bind(Tokens.exchangeSystems)
    .toResolvedValue((book, systems, accounts, connections, crm, chat, inside, { alone }) => createExchangeSystems({ book, systems, accounts, connections, crm, chat, inside, alone }),
      [Tokens.connectionBook, Tokens.sealedSystems, Tokens.sameAccounts, Tokens.connections, Tokens.crm, Tokens.chat, Tokens.inside, Tokens.activateConnection])
    .inSingletonScope();
  bind(Tokens.activateConnection)
    .toResolvedValue(({ leases, agentPasses }, book, accounts, hooks, clock, telemetry, beginSynchronisation) =>
      createActivateConnection({ book, accounts, hooks, leases, agentPasses, clock, telemetry, beginSynchronisation }),
      [Tokens.store, Tokens.connectionBook, Tokens.sameAccounts, Tokens.hookKeeper, Tokens.clock, Tokens.telemetry, Tokens.beginSynchronisation])
    .inSingletonScope();
  bind(Tokens.doctor)
    .toResolvedValue(({ hooks, hookSigns, history, diagnoses }, systems, connections, accounts, hookKeeper, clock, numbers) =>
      createDoctor({ systems, diagnoses, clock, gather: createFactsGatherer({ systems, connections, accounts, hooks, hookSigns, hookKeeper, history, clock, numbers }) }),
      [Tokens.store, Tokens.sealedSystems, Tokens.connections, Tokens.sameAccounts, Tokens.hookKeeper, Tokens.clock, Tokens.numberQuality])
    .inSingletonScope();
  bind(Tokens.enableConnection)
    .toResolvedValue(({ hooks }, doctor, systems, exchange, activation, hookKeeper) => createEnableConnection({ doctor, systems, exchange, activation, hooks, hookKeeper }),
      [Tokens.store, Tokens.doctor, Tokens.sealedSystems, Tokens.exchangeSystems, Tokens.activateConnection, Tokens.hookKeeper])
    .inSingletonScope();
  bind(Tokens.manageConnections)
    .toResolvedValue((book, systems, exchange, accounts, activation, enable, clock, ids, hooks) =>
      createManageConnections({ book, systems, exchange, accounts, activation, enable, clock, ids, hooks }),
      [Tokens.connectionBook, Tokens.sealedSystems, Tokens.exchangeSystems, Tokens.sameAccounts, Tokens.activateConnection, Tokens.enableConnection, Tokens.clock,
        Tokens.ids, Tokens.hookKeeper])
    .inSingletonScope();
  bind(Tokens.connectionDesk)
    .toResolvedValue((book, systems, exchange, activation, enable, hooks, clock, ids, { language }) =>
      createConnectionDesk({ book, systems, exchange, activation, enable, hooks, clock, ids, language }),
      [Tokens.connectionBook, Tokens.sealedSystems, Tokens.exchangeSystems, Tokens.activateConnection, Tokens.enableConnection, Tokens.hookKeeper, Tokens.clock,
        Tokens.ids, Tokens.settings])
    .inSingletonScope();
  bind(Tokens.doctorDesk)
    .toResolvedValue(({ hooks }, book, doctor, systems, clock, { language }) => createDoctorDesk({ book, doctor, systems, hooks, clock, language }),
      [Tokens.store, Tokens.connectionBook, Tokens.doctor, Tokens.sealedSystems, Tokens.clock, Tokens.settings])
    .inSingletonScope();
  bind(Tokens.rounds)
    .toResolvedValue(({ leases }, book, doctor, ender, gate, clock, telemetry) => createRounds({ book, doctor, ender, leases, gate, clock, telemetry }),
      [Tokens.store, Tokens.connectionBook, Tokens.doctor, Tokens.activateConnection, Tokens.gate, Tokens.clock, Tokens.telemetry])
    .inSingletonScope();
});
