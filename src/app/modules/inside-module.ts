import { ContainerModule } from 'inversify';
import { createAccountBreaker } from '../account-breaker.ts';
import { createConnections } from '../connections.ts';
import { createHubState } from '../hub-state.ts';
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
    .toResolvedValue(({ ledger }, clock, settings) => createStepRunner(ledger, clock, settings), [Tokens.store, Tokens.clock, Tokens.settings])
    .inSingletonScope();
  bind(Tokens.finder)
    .toResolvedValue(({ identities }, clock) => createClientFinder(identities, clock), [Tokens.store, Tokens.clock])
    .inSingletonScope();
});
