import { ContainerModule } from 'inversify';
import { composePhoneNotice } from '../../domain/index.ts';
import { wordingOf } from '../config.ts';
import { Tokens } from '../tokens.ts';
import { noSynchronisation } from '../use-cases/activation/begin-synchronisation.ts';
import type { NumberQualityTeller } from '../use-cases/doctor/gather-facts.ts';
import { createBeginSynchronisation } from '../use-cases/synchronisation/begin-synchronisation.ts';
import { createCarryOut } from '../use-cases/synchronisation/carry-out.ts';
import { createEchoes } from '../use-cases/synchronisation/echoes.ts';
import { createCustomerBaseDesk } from '../use-cases/synchronisation/customer-base-desk.ts';
import { createReconciliationKeeping } from '../use-cases/synchronisation/keep-reconciling.ts';
import { createManageRuns } from '../use-cases/synchronisation/manage-runs.ts';
import { createFollowBase } from '../use-cases/synchronisation/follow-base.ts';
import { createContactGatherer } from '../use-cases/synchronisation/gather-contact.ts';
import { createReadings } from '../use-cases/synchronisation/keep-readings.ts';
import { createActPhases } from '../use-cases/synchronisation/run/act-phases.ts';
import { createListPhases } from '../use-cases/synchronisation/run/list-phases.ts';
import { createSilence } from '../use-cases/synchronisation/silence.ts';
import { createRunPage } from '../use-cases/synchronisation/run/run-page.ts';
import { createSynchroniseContact } from '../use-cases/synchronisation/synchronise-contact.ts';
import { createTellOfNumbers } from '../use-cases/synchronisation/tell-of-numbers.ts';
import { createWorkOnBase } from '../use-cases/synchronisation/work-on-base.ts';
import { createClientWriter } from '../use-cases/synchronisation/write-clients.ts';
import { createContactWriter } from '../use-cases/synchronisation/write-contact.ts';

/** One customer base on both sides. */
export const baseModule: ContainerModule = new ContainerModule(({ bind }) => {
  bind(Tokens.readings)
    .toResolvedValue(({ baseContacts, baseClients }, privacy, clock) => createReadings({ baseContacts, baseClients, privacy, clock }), [Tokens.store, Tokens.privacy, Tokens.clock])
    .inSingletonScope();
  bind(Tokens.contactGatherer)
    .toResolvedValue(({ baseContacts, baseClients, runs, issues }, readings) => createContactGatherer({ baseContacts, baseClients, runs, issues, readings }), [Tokens.store, Tokens.readings])
    .inSingletonScope();
  bind(Tokens.manageRuns)
    .toResolvedValue(({ runs, baseContacts, inbox }, connections, clock, ids) => createManageRuns({ runs, baseContacts, inbox, connections, clock, ids }),
      [Tokens.store, Tokens.connections, Tokens.clock, Tokens.ids])
    .inSingletonScope();
  bind(Tokens.customerBaseDesk)
    .toResolvedValue(
      ({ settings, runs, issues, baseContacts, inbox }, connections, gatherer, manage, clock, ids) =>
        createCustomerBaseDesk({ settings, connections, runs, issues, baseContacts, gatherer, manage, inbox, clock, ids }),
      [Tokens.store, Tokens.connections, Tokens.contactGatherer, Tokens.manageRuns, Tokens.clock, Tokens.ids],
    )
    .inSingletonScope();
  bind(Tokens.reconciliation)
    .toResolvedValue(({ settings, runs, history, leases }, manage, clock, telemetry, { reconcileHours }) =>
      createReconciliationKeeping({ settings, runs, history, leases, manage, clock, telemetry, reconcileHours }),
      [Tokens.store, Tokens.manageRuns, Tokens.clock, Tokens.telemetry, Tokens.settings])
    .inSingletonScope();
  bind(Tokens.beginSynchronisation)
    .toResolvedValue(({ baseContacts }, manage, settings) => (settings.synchronisation === 'off' ? noSynchronisation : createBeginSynchronisation(manage, baseContacts)),
      [Tokens.store, Tokens.manageRuns, Tokens.settings])
    .inSingletonScope();
  bind(Tokens.numberQuality)
    .toResolvedValue(({ baseContacts, runs }): NumberQualityTeller => async (connection) =>
      ((await runs.find(connection)) === undefined ? 'untold' : await baseContacts.phones(connection)), [Tokens.store])
    .inSingletonScope();
  bind(Tokens.base)
    .toResolvedValue(
      ({ baseContacts, baseClients, runs, issues, identities, ledger, hookSigns }, gatherer, readings, steps, clock, ids, box, telemetry, settings) => {
        const echoes = createEchoes({ baseContacts, baseClients, clock, box, telemetry });
        const tellOfNumbers = createTellOfNumbers({ ledger, steps, clock, box, compose: (notice) => composePhoneNotice(notice, wordingOf(settings)) });
        const carryOut = createCarryOut({
          baseContacts, baseClients, echoes,
          clientWriter: createClientWriter({ baseClients, readings, steps, echoes, box }),
          contactWriter: createContactWriter({ baseContacts, readings, echoes }),
        });
        return createWorkOnBase({
          baseContacts, issues, runs, clock,
          follow: createFollowBase({ runs, identities, readings, baseContacts, baseClients, gatherer, echoes, clock, ids, box }),
          synchronise: createSynchroniseContact({ baseContacts, issues, readings, gatherer, carryOut, tellOfNumbers, clock, box }),
          runPage: createRunPage({
            runs, clock, ids,
            listing: createListPhases({ baseContacts, baseClients, runs, readings, silence: createSilence({ baseClients, runs, hookSigns, box }) }),
            acting: createActPhases({ baseContacts, baseClients, runs, issues, gatherer, tellOfNumbers, clock, box }),
          }),
        });
      },
      [Tokens.store, Tokens.contactGatherer, Tokens.readings, Tokens.steps, Tokens.clock, Tokens.ids, Tokens.box, Tokens.telemetry, Tokens.settings],
    )
    .inSingletonScope();
});
