import { ContainerModule } from 'inversify';
import { createAccountBreaker } from '../account-breaker.ts';
import { createConnections } from '../connections.ts';
import { createHubState } from '../hub-state.ts';
import { createPrivacy } from '../privacy.ts';
import { createDoubts } from '../plan-runner/doubts.ts';
import { createLateWrites } from '../plan-runner/late-writes.ts';
import { createStepRunner } from '../plan-runner/run-step.ts';
import { Tokens } from '../tokens.ts';
import { createClientFinder } from '../use-cases/find-client.ts';

/** What the use cases share: connections, breaker, step runner, the finder of clients. */
export const insideModule: ContainerModule = new ContainerModule(({ bind }) => {
  bind(Tokens.state).toResolvedValue(createHubState, []).inSingletonScope();
  bind(Tokens.connections)
    .toResolvedValue(
      ({ settings, secrets }, box, crm, chat, inside) => createConnections({ settings, secrets, box, crm, chat, inside }),
      [Tokens.store, Tokens.box, Tokens.crm, Tokens.chat, Tokens.inside],
    )
    .inSingletonScope();
  bind(Tokens.breaker).toResolvedValue(createAccountBreaker, [Tokens.clock, Tokens.ids]).inSingletonScope();
  bind(Tokens.steps)
    .toResolvedValue(
      ({ ledger, inbox, restoration }, clock, ids, settings) => createStepRunner(ledger, clock, settings, { restoration, doubts: createDoubts(inbox, ids, clock) }),
      [Tokens.store, Tokens.clock, Tokens.ids, Tokens.settings],
    )
    .inSingletonScope();
  bind(Tokens.lateWrites)
    .toResolvedValue(({ inbox }, ids, clock, settings) => createLateWrites(inbox, ids, clock, settings), [Tokens.store, Tokens.ids, Tokens.clock, Tokens.settings])
    .inSingletonScope();
  bind(Tokens.privacy).toResolvedValue(({ erasure }, box) => createPrivacy(erasure, box), [Tokens.store, Tokens.box]).inSingletonScope();
  bind(Tokens.finder)
    .toResolvedValue(({ identities }, privacy, clock) => createClientFinder(identities, privacy, clock), [Tokens.store, Tokens.privacy, Tokens.clock])
    .inSingletonScope();
});
