import { ContainerModule } from 'inversify';
import { wordingOf } from '../config.ts';
import { Tokens } from '../tokens.ts';
import { createFollowCrm } from '../use-cases/follow-crm.ts';
import { createFollowSession } from '../use-cases/follow-session.ts';
import { createRecordKeeper } from '../use-cases/keep-records.ts';
import { createSettleStay } from '../use-cases/settle-stay.ts';
import { createTakeDelivery } from '../use-cases/take-delivery.ts';
import { createWorkDelivery } from '../use-cases/work-delivery.ts';

/** From a delivery to the card and the record. */
export const followingModule: ContainerModule = new ContainerModule(({ bind }) => {
  bind(Tokens.records)
    .toResolvedValue(
      (steps, finder, clock, box, settings, sessionUrl) => createRecordKeeper({
        steps, finder, clock, box,
        updateEveryMs: settings.recordUpdateEveryMs,
        style: {
          timeZone: settings.timeZone,
          wording: wordingOf(settings),
          historyUrl: (connection, protocol) => (sessionUrl === 'none' ? undefined : sessionUrl({ connection, protocol })),
        },
      }),
      [Tokens.steps, Tokens.finder, Tokens.clock, Tokens.box, Tokens.settings, Tokens.sessionUrl],
    )
    .inSingletonScope();
  bind(Tokens.followSession)
    .toResolvedValue(({ sessions, history }, finder, records, breaker, ids) => createFollowSession({ sessions, history, finder, records, breaker, ids }),
      [Tokens.store, Tokens.finder, Tokens.records, Tokens.breaker, Tokens.ids])
    .inSingletonScope();
  bind(Tokens.settleStay)
    .toResolvedValue(({ ledger }, finder, steps, ids, box) => createSettleStay({ ledger, finder, steps, ids, box }),
      [Tokens.store, Tokens.finder, Tokens.steps, Tokens.ids, Tokens.box])
    .inSingletonScope();
  bind(Tokens.followCrm)
    .toResolvedValue(({ sessions, identities }, finder, steps, ids, box) => createFollowCrm({ sessions, identities, finder, steps, ids, box }),
      [Tokens.store, Tokens.finder, Tokens.steps, Tokens.ids, Tokens.box])
    .inSingletonScope();
  bind(Tokens.workDelivery)
    .toResolvedValue(
      ({ sessions }, connections, followSession, settleStay, followCrm, breaker, recorder, clock, ids, telemetry) =>
        createWorkDelivery({ sessions, connections, followSession, settleStay, followCrm, breaker, recorder, clock, ids, telemetry }),
      [Tokens.store, Tokens.connections, Tokens.followSession, Tokens.settleStay, Tokens.followCrm, Tokens.breaker,
        Tokens.recorder, Tokens.clock, Tokens.ids, Tokens.telemetry],
    )
    .inSingletonScope();
  bind(Tokens.intake)
    .toResolvedValue(
      ({ settings, inbox }, connections, clock, ids, box, telemetry) => createTakeDelivery({ settings, inbox, connections, clock, ids, box, telemetry }),
      [Tokens.store, Tokens.connections, Tokens.clock, Tokens.ids, Tokens.box, Tokens.telemetry],
    )
    .inSingletonScope();
});
