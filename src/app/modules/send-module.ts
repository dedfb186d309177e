import { ContainerModule } from 'inversify';
import { Tokens } from '../tokens.ts';
import { createAutomationDesk } from '../use-cases/sends/automation-desk.ts';
import { createCarryOutSend } from '../use-cases/sends/carry-out-send.ts';
import { createFireAutomation } from '../use-cases/sends/fire-automation.ts';
import { createJudgeAutomation } from '../use-cases/sends/judge-automation.ts';
import { createSendKeeping } from '../use-cases/sends/keep-sends.ts';
import { createServeSends } from '../use-cases/sends/serve-sends.ts';
import { words } from '../wording/index.ts';

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
    .toResolvedValue(({ sends, sessions, conversations, identities }, scenes, carry, finder, clock, box, { language }) => createServeSends({
      scenes, carry, sends, sessions, conversations, identities, finder, clock, box, texts: words[language].sends,
    }), [Tokens.store, Tokens.agentScenes, Tokens.carryWish, Tokens.finder, Tokens.clock, Tokens.box, Tokens.settings])
    .inSingletonScope();
  bind(Tokens.sendKeeping)
    .toResolvedValue(({ settings, sends, sessions, leases }, connections, clock, telemetry) => createSendKeeping({ settings, connections, sends, sessions, leases, clock, telemetry }),
      [Tokens.store, Tokens.connections, Tokens.clock, Tokens.telemetry])
    .inSingletonScope();
});
