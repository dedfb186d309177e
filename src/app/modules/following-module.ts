import { ContainerModule } from 'inversify';
import { wordingOf } from '../config.ts';
import { Tokens } from '../tokens.ts';
import { tracedHandler } from '../tracing.ts';
import { createClassificationWatch } from '../use-cases/classification-watch.ts';
import { createFollowCrm } from '../use-cases/follow-crm.ts';
import { createFollowSession } from '../use-cases/follow-session.ts';
import { createLookForDoubles } from '../use-cases/look-for-doubles.ts';
import { createRecordKeeper } from '../use-cases/keep-records.ts';
import { createSettleStay } from '../use-cases/settle-stay.ts';
import { createPlayAgain } from '../use-cases/play-again.ts';
import { createRunReplay } from '../use-cases/run-replay.ts';
import { createTakeDelivery } from '../use-cases/take-delivery.ts';
import { createWorkDelivery } from '../use-cases/work-delivery.ts';

/** From a delivery to the card and the record. */
export const followingModule: ContainerModule = new ContainerModule(({ bind }) => {
  bind(Tokens.records)
    .toResolvedValue(
      ({ hookSigns }, steps, lateWrites, finder, clock, box, settings, sessionUrl, telemetry) => createRecordKeeper({
        steps, lateWrites, finder, clock, box,
        classifications: createClassificationWatch({ hookSigns, clock, telemetry }),
        updateEveryMs: settings.recordUpdateEveryMs,
        style: {
          timeZone: settings.timeZone,
          wording: wordingOf(settings),
          historyUrl: (connection, protocol) => sessionUrl({ connection, protocol }),
        },
      }),
      [Tokens.store, Tokens.steps, Tokens.lateWrites, Tokens.finder, Tokens.clock, Tokens.box, Tokens.settings, Tokens.sessionUrl, Tokens.telemetry],
    )
    .inSingletonScope();
  bind(Tokens.followSession)
    .toResolvedValue(({ sessions, deskLists, history }, finder, privacy, records, breaker, clock, ids, box) =>
      createFollowSession({ sessions, deskLists, history, finder, privacy, records, breaker, clock, ids, box }),
      [Tokens.store, Tokens.finder, Tokens.privacy, Tokens.records, Tokens.breaker, Tokens.clock, Tokens.ids, Tokens.box])
    .inSingletonScope();
  bind(Tokens.settleStay)
    .toResolvedValue(({ ledger }, finder, steps, ids, box) => createSettleStay({ ledger, finder, steps, ids, box }),
      [Tokens.store, Tokens.finder, Tokens.steps, Tokens.ids, Tokens.box])
    .inSingletonScope();
  bind(Tokens.followCrm)
    .toResolvedValue(({ sessions, identities }, finder, steps, ids, box) => createFollowCrm({ sessions, identities, finder, steps, ids, box }),
      [Tokens.store, Tokens.finder, Tokens.steps, Tokens.ids, Tokens.box])
    .inSingletonScope();
  bind(Tokens.playAgain)
    .toResolvedValue((connections, clock, ids, box) => createPlayAgain({ connections, clock, ids, box }), [Tokens.connections, Tokens.clock, Tokens.ids, Tokens.box])
    .inSingletonScope();
  bind(Tokens.runReplay)
    .toResolvedValue(({ history, inbox }, connections, playAgain, clock, ids) => createRunReplay({ history, inbox, connections, playAgain, clock, ids }),
      [Tokens.store, Tokens.connections, Tokens.playAgain, Tokens.clock, Tokens.ids])
    .inSingletonScope();
  bind(Tokens.lookForDoubles)
    .toResolvedValue(({ history }, clock, ids) => createLookForDoubles({ history, clock, ids }), [Tokens.store, Tokens.clock, Tokens.ids])
    .inSingletonScope();
  bind(Tokens.workDelivery)
    .toResolvedValue(
      ({ sessions }, connections, followSession, settleStay, followCrm, talk, hearMessage, carryOutSend, fireAutomation, makeByHand, lookForDoubles, runReplay, base, workWebhook, workOnLead, sayToLead, breaker, gate, recorder, clock, ids, telemetry) =>
        tracedHandler(createWorkDelivery({ sessions, connections, followSession, settleStay, followCrm, talk, hearMessage, carryOutSend, fireAutomation, makeByHand, lookForDoubles, runReplay, base, workWebhook, workOnLead, sayToLead, breaker, gate, recorder, clock, ids, telemetry }), telemetry),
      [Tokens.store, Tokens.connections, Tokens.followSession, Tokens.settleStay, Tokens.followCrm, Tokens.workOnTalk, Tokens.hearMessage, Tokens.carryOutSend, Tokens.fireAutomation, Tokens.makeByHand, Tokens.lookForDoubles, Tokens.runReplay, Tokens.base, Tokens.workWebhook, Tokens.workOnLead, Tokens.sayToLead, Tokens.breaker,
        Tokens.gate, Tokens.recorder, Tokens.clock, Tokens.ids, Tokens.telemetry],
    )
    .inSingletonScope();
  bind(Tokens.intake)
    .toResolvedValue(
      ({ hooks, hookSigns, inbox }, connections, meant, clock, ids, box, telemetry) => createTakeDelivery({ hooks, hookSigns, inbox, connections, meant, clock, ids, box, telemetry }),
      [Tokens.store, Tokens.connections, Tokens.meantConversations, Tokens.clock, Tokens.ids, Tokens.box, Tokens.telemetry],
    )
    .inSingletonScope();
});
