import { ContainerModule } from 'inversify';
import { createSecretBox } from '../../adapters/system/index.ts';
import { createAuditSequencer } from '../audit-sequencer.ts';
import { Tokens } from '../tokens.ts';
import { createActByHand } from '../use-cases/act-by-hand.ts';
import { createAuthorize } from '../use-cases/authorize-operator.ts';
import { createErasePerson } from '../use-cases/erase-person.ts';
import { createPayloadKeeping } from '../use-cases/expire-payloads.ts';
import { createAnswerOnce } from '../use-cases/answer-once.ts';
import { createLineageEvidence } from '../use-cases/lineage-evidence.ts';
import { createLookAtAudit } from '../use-cases/look-at-audit.ts';
import { createManageOperators } from '../use-cases/manage-operators.ts';
import { createOperate } from '../use-cases/operate.ts';
import { createTraceLineage } from '../use-cases/trace-lineage.ts';
import { createWatch } from '../use-cases/watch.ts';

/** How long the library lets a host wait for an act before it says `later`. */
const PATIENCE_MS = 30_000;

/** How long whoever watches the hub waits for its store; monitors themselves give up after 10 s or so. */
const WATCH_PATIENCE_MS = 3_000;

/** How long a request that was sent twice waits for its twin. */
const TWIN_PATIENCE_MS = 10_000;

/** What hosts, people and operators ask of the hub. */
export const drivingModule: ContainerModule = new ContainerModule(({ bind }) => {
  bind(Tokens.actByHand)
    .toResolvedValue(
      ({ inbox, queue, history, sessions, identities, settings }, connections, clock, ids, box) =>
        createActByHand({ inbox, queue, history, sessions, identities, settings, connections, clock, ids, box, patienceMs: PATIENCE_MS }),
      [Tokens.store, Tokens.connections, Tokens.clock, Tokens.ids, Tokens.box],
    )
    .inSingletonScope();
  bind(Tokens.auditSequencer)
    .toResolvedValue(({ audit }, clock, telemetry) => createAuditSequencer({ audit, clock, telemetry }), [Tokens.store, Tokens.clock, Tokens.telemetry])
    .inSingletonScope();
  bind(Tokens.auditDesk)
    .toResolvedValue(({ audit, settings }, sequencer) => createLookAtAudit({ audit, settings, sequencer }), [Tokens.store, Tokens.auditSequencer])
    .inSingletonScope();
  bind(Tokens.lineageDesk)
    .toResolvedValue(
      ({ sessions, history, ledger, settings, audit }, sequencer) =>
        createTraceLineage({ sessions, history, settings, sequencer, evidence: createLineageEvidence({ history, ledger, settings, audit }) }),
      [Tokens.store, Tokens.auditSequencer],
    )
    .inSingletonScope();
  bind(Tokens.watch)
    .toResolvedValue(
      ({ settings, hooks, history, budgets, diagnoses }, metrics, clock, { health }) => createWatch({ settings, hooks, history, budgets, diagnoses, metrics, clock, health, patienceMs: WATCH_PATIENCE_MS }),
      [Tokens.store, Tokens.metrics, Tokens.clock, Tokens.state],
    )
    .inSingletonScope();
  bind(Tokens.privacyDesk)
    .toResolvedValue(({ erasure, audit, settings }, clock, box) => createErasePerson({ erasure, audit, settings, clock, box }),
      [Tokens.store, Tokens.clock, Tokens.box])
    .inSingletonScope();
  bind(Tokens.payloadKeeping)
    .toResolvedValue(({ settings, erasure }, clock, telemetry) => createPayloadKeeping({ settings, erasure, clock, telemetry }),
      [Tokens.store, Tokens.clock, Tokens.telemetry])
    .inSingletonScope();
  bind(Tokens.requests)
    .toResolvedValue(({ answers }, clock, box) => createAnswerOnce({ answers, clock, box, patienceMs: TWIN_PATIENCE_MS }), [Tokens.store, Tokens.clock, Tokens.box])
    .inSingletonScope();
  bind(Tokens.manageOperators)
    .toResolvedValue(({ accessKeys, settings, audit }, clock, ids) => createManageOperators({ accessKeys, settings, audit, clock, ids }), [Tokens.store, Tokens.clock, Tokens.ids])
    .inSingletonScope();
  bind(Tokens.access)
    .toResolvedValue(({ add, list, withdraw }, { rotate }) => ({ addKey: add, listKeys: list, withdrawKey: withdraw, rotateSecrets: rotate }),
      [Tokens.manageOperators, Tokens.keyring])
    .inSingletonScope();
  bind(Tokens.desk)
    .toResolvedValue(
      ({ history, inbox, settings, accessKeys }, connections, playAgain, clock, ids, box, { operatorKeys, secretKey }, watch, telemetry) => {
        const authorize = createAuthorize({ accessKeys, operatorKeys, markOf: createSecretBox(secretKey).mark, clock, telemetry });
        return createOperate({ history, inbox, settings, connections, playAgain, clock, ids, box, authorize, watch });
      },
      [Tokens.store, Tokens.connections, Tokens.playAgain, Tokens.clock, Tokens.ids, Tokens.box, Tokens.settings, Tokens.watch, Tokens.telemetry],
    )
    .inSingletonScope();
});
