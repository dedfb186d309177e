import { ContainerModule } from 'inversify';
import { Tokens } from '../tokens.ts';
import { createActByHand } from '../use-cases/act-by-hand.ts';
import { createManageConnections } from '../use-cases/manage-connections.ts';
import { createOperate } from '../use-cases/operate.ts';

/** How long the library lets a host wait for an act before it says `later`. */
const PATIENCE_MS = 30_000;

/** What hosts, people and operators ask of the hub. */
export const drivingModule: ContainerModule = new ContainerModule(({ bind }) => {
  bind(Tokens.manageConnections)
    .toResolvedValue(
      ({ settings, secrets }, connections, crm, chat, inside, clock, ids, box, { publicUrl }) =>
        createManageConnections({ settings, secrets, connections, crm, chat, inside, clock, ids, box, publicUrl }),
      [Tokens.store, Tokens.connections, Tokens.crm, Tokens.chat, Tokens.inside, Tokens.clock, Tokens.ids, Tokens.box, Tokens.settings],
    )
    .inSingletonScope();
  bind(Tokens.actByHand)
    .toResolvedValue(
      ({ inbox, queue, history, sessions, identities, settings }, connections, clock, ids, box) =>
        createActByHand({ inbox, queue, history, sessions, identities, settings, connections, clock, ids, box, patienceMs: PATIENCE_MS }),
      [Tokens.store, Tokens.connections, Tokens.clock, Tokens.ids, Tokens.box],
    )
    .inSingletonScope();
  bind(Tokens.desk)
    .toResolvedValue(
      ({ history, inbox, queue }, connections, clock, ids, box, telemetry, { operatorKeys }, state) =>
        createOperate({ history, inbox, queue, connections, clock, ids, box, telemetry, operatorKeys, health: state.health }),
      [Tokens.store, Tokens.connections, Tokens.clock, Tokens.ids, Tokens.box, Tokens.telemetry, Tokens.settings, Tokens.state],
    )
    .inSingletonScope();
});
