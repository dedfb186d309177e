import { ContainerModule } from 'inversify';
import { Tokens } from '../tokens.ts';
import { createAgentScenes } from '../use-cases/desk/agent-scene.ts';
import { createCarryWish } from '../use-cases/desk/carry-wish.ts';
import { createAutomationDesk } from '../use-cases/sends/automation-desk.ts';
import { createCarryOutSend } from '../use-cases/sends/carry-out-send.ts';
import { createFireAutomation } from '../use-cases/sends/fire-automation.ts';
import { createJudgeAutomation } from '../use-cases/sends/judge-automation.ts';
import { createSendKeeping } from '../use-cases/sends/keep-sends.ts';
import { createServeSends } from '../use-cases/sends/serve-sends.ts';
import { words } from '../wording/index.ts';

/** How long a send is waited for before the agent is told `later`. */
const PATIENCE_MS = 10_000;

/** Active sends: asked for, carried out, looked after. */
export const sendModule: ContainerModule = new ContainerModule(({ bind }) => {
  bind(Tokens.carryOutSend).toResolvedValue(({ sends }, steps, clock) => createCarryOutSend({ sends, steps, clock }), [Tokens.store, Tokens.steps, Tokens.clock]).inSingletonScope();
  bind(Tokens.judgeAutomation)
    .toResolvedValue(({ sends, sessions }, finder, clock, { timeZone }) => createJudgeAutomation({ sends, sessions, finder, clock, timeZone }), [Tokens.store, Tokens.finder, Tokens.clock, Tokens.settings])
    .inSingletonScope();
  bind(Tokens.fireAutomation)
    .toResolvedValue(({ history, identities, sends }, judge, steps, clock, ids, box, { language, timeZone }) => createFireAutomation({ history, identities, sends, judge, steps, clock, ids, box, language, timeZone }),
      [Tokens.store, Tokens.judgeAutomation, Tokens.steps, Tokens.clock, Tokens.ids, Tokens.box, Tokens.settings])
    .inSingletonScope();
  bind(Tokens.automationDesk)
    .toResolvedValue(({ sends }, book, connections, judge, clock, { language, timeZone }) => createAutomationDesk({ sends, book, connections, judge, clock, language, timeZone }),
      [Tokens.store, Tokens.connectionBook, Tokens.connections, Tokens.judgeAutomation, Tokens.clock, Tokens.settings])
    .inSingletonScope();
  bind(Tokens.sendDesk)
    .toResolvedValue(({ inbox, queue, history, deskLists, sends, sessions, identities }, connections, finder, clock, ids, box, { language }) => createServeSends({
      scenes: createAgentScenes({ connections, deskLists, clock }), carry: createCarryWish({ inbox, queue, history, clock, ids, patienceMs: PATIENCE_MS }),
      sends, sessions, identities, finder, clock, box, texts: words[language].sends,
    }), [Tokens.store, Tokens.connections, Tokens.finder, Tokens.clock, Tokens.ids, Tokens.box, Tokens.settings])
    .inSingletonScope();
  bind(Tokens.sendKeeping)
    .toResolvedValue(({ settings, sends, sessions, stream, leases }, connections, clock, telemetry) => createSendKeeping({ settings, connections, sends, sessions, stream, leases, clock, telemetry }),
      [Tokens.store, Tokens.connections, Tokens.clock, Tokens.telemetry])
    .inSingletonScope();
});
