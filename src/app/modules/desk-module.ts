import { ContainerModule } from 'inversify';
import { Tokens } from '../tokens.ts';
import { words } from '../wording/index.ts';
import { createActAtDesk } from '../use-cases/desk/act-at-desk.ts';
import { createAgentAccess } from '../use-cases/desk/agent-passes.ts';
import { createAgentScenes } from '../use-cases/desk/agent-scene.ts';
import { createCarryOutAct } from '../use-cases/desk/carry-out-act.ts';
import { createCarryWish, createWasWished } from '../use-cases/desk/carry-wish.ts';
import { inWords } from '../use-cases/desk/in-words.ts';
import { createConversationKeeping } from '../use-cases/desk/keep-conversations.ts';
import { createHearMessage } from '../use-cases/desk/hear-message.ts';
import { createMakeByHand } from '../use-cases/desk/make-by-hand.ts';
import { createMeantConversations } from '../use-cases/desk/meant-conversations.ts';
import { createReadSessions } from '../use-cases/desk/read-sessions.ts';
import { createReadDesk } from '../use-cases/desk/read-desk.ts';
import { createSessionArchive } from '../use-cases/desk/session-archive.ts';
import { createServeClient } from '../use-cases/desk/serve-client.ts';
import { createDeskTidying } from '../use-cases/desk/tidy-desk.ts';
import { createWorkOnTalk } from '../use-cases/desk/work-on-talk.ts';

/** How long an agent's wish is waited for before the agent is told `later`. */
const PATIENCE_MS = 10_000;

/** The agents' desk: what they see, and what they do. */
export const deskModule: ContainerModule = new ContainerModule(({ bind }) => {
  bind(Tokens.agentAccess)
    .toResolvedValue(({ agentPasses }, book, connections, clock, ids, { language }) => createAgentAccess({ agentPasses, book, connections, clock, ids, language }),
      [Tokens.store, Tokens.connectionBook, Tokens.connections, Tokens.clock, Tokens.ids, Tokens.settings])
    .inSingletonScope();
  bind(Tokens.agentScenes)
    .toResolvedValue(({ deskLists }, connections, clock) => createAgentScenes({ deskLists, connections, clock }), [Tokens.store, Tokens.connections, Tokens.clock])
    .inSingletonScope();
  bind(Tokens.carryWish)
    .toResolvedValue(({ inbox, queue, history }, clock, ids) => createCarryWish({ inbox, queue, history, clock, ids, patienceMs: PATIENCE_MS }), [Tokens.store, Tokens.clock, Tokens.ids])
    .inSingletonScope();
  bind(Tokens.workOnTalk)
    .toResolvedValue(({ sessions, deskLists, conversations, sends }, steps, clock, ids) =>
      createWorkOnTalk({ sessions, deskLists, conversations, sends, carryOut: createCarryOutAct({ steps, conversations, clock }), clock, ids }),
      [Tokens.store, Tokens.steps, Tokens.clock, Tokens.ids])
    .inSingletonScope();
  bind(Tokens.meantConversations)
    .toResolvedValue(({ sessions }, finder) => createMeantConversations({ sessions, finder }), [Tokens.store, Tokens.finder])
    .inSingletonScope();
  bind(Tokens.hearMessage)
    .toResolvedValue(({ sessions }, meant, talk, ids) => createHearMessage({ sessions, meant, talk, ids }), [Tokens.store, Tokens.meantConversations, Tokens.workOnTalk, Tokens.ids])
    .inSingletonScope();
  bind(Tokens.deskTidying)
    .toResolvedValue(({ stream, agentPasses }, clock, telemetry) => createDeskTidying({ stream, agentPasses, clock, telemetry }), [Tokens.store, Tokens.clock, Tokens.telemetry])
    .inSingletonScope();
  bind(Tokens.conversationKeeping)
    .toResolvedValue(({ deskLists, sessions, conversations, inbox, leases }, connections, gate, clock, ids, telemetry) =>
      createConversationKeeping({ deskLists, sessions, conversations, inbox, leases, connections, gate, clock, ids, telemetry }),
      [Tokens.store, Tokens.connections, Tokens.gate, Tokens.clock, Tokens.ids, Tokens.telemetry])
    .inSingletonScope();
  bind(Tokens.makeByHand)
    .toResolvedValue((finder, steps, ids, box) => createMakeByHand({ finder, steps, ids, box }), [Tokens.finder, Tokens.steps, Tokens.ids, Tokens.box])
    .inSingletonScope();
  bind(Tokens.sessionReader)
    .toResolvedValue(({ settings, sessions, conversations }, connections) => createReadSessions({ settings, sessions, connections, archive: createSessionArchive(conversations) }), [Tokens.store, Tokens.connections])
    .inSingletonScope();
  bind(Tokens.agentDesk)
    .toResolvedValue(({ history, sessions, deskLists, conversations, sends, identities, stream }, scenes, carry, finder, clock, box, { language }) => {
      const wasWished = createWasWished({ history });
      return inWords({
        ...createReadDesk({ scenes, sessions, deskLists, conversations, sends, finder, archive: createSessionArchive(conversations), clock }),
        ...createActAtDesk({ scenes, sessions, conversations, carry, wasWished, stream, clock, box }),
        ...createServeClient({ scenes, carry, wasWished, finder, identities, clock, box }),
      }, words[language].desk.refusal);
    }, [Tokens.store, Tokens.agentScenes, Tokens.carryWish, Tokens.finder, Tokens.clock, Tokens.box, Tokens.settings])
    .inSingletonScope();
});
