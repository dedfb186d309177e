import { ContainerModule } from 'inversify';
import { verifyAuthenticity } from '../../adapters/authenticity/index.ts';
import { createCallbacks } from '../../adapters/callbacks/index.ts';
import { platforms, takeApart } from '../../adapters/webhook-mapper/index.ts';
import { Tokens } from '../tokens.ts';
import { createActOnLead } from '../use-cases/leads/act-on-lead.ts';
import { createAskPlatform } from '../use-cases/leads/ask-platform.ts';
import { createBringCompany } from '../use-cases/leads/bring-company.ts';
import { createBringPerson } from '../use-cases/leads/bring-person.ts';
import { createIntegrationSecrets } from '../use-cases/leads/integration-secrets.ts';
import { createKeepLead } from '../use-cases/leads/keep-lead.ts';
import { createListeningIntegrations } from '../use-cases/leads/listening-integrations.ts';
import { createCardLanes, createOpenLeadCard } from '../use-cases/leads/open-lead-card.ts';
import { createDeliveryReading } from '../use-cases/leads/read-delivery.ts';
import { createSayToLead } from '../use-cases/leads/say-to-lead.ts';
import { createSeenStructures } from '../use-cases/leads/see-structure.ts';
import { createSendToLead } from '../use-cases/leads/send-to-lead.ts';
import { createTakeWebhook } from '../use-cases/leads/take-webhook.ts';
import { createWorkOnLead } from '../use-cases/leads/work-on-lead.ts';
import { createWorkWebhook } from '../use-cases/leads/work-webhook.ts';

/** From a platform's delivery to the lead, its card, and what its event sets off. */
export const leadModule: ContainerModule = new ContainerModule(({ bind }) => {
  bind(Tokens.platforms).toConstantValue(platforms);
  bind(Tokens.deliveryReading).toResolvedValue((box) => createDeliveryReading(box), [Tokens.box]).inSingletonScope();
  bind(Tokens.integrationSecrets).toResolvedValue(({ secrets }, box) => createIntegrationSecrets({ secrets, box }), [Tokens.store, Tokens.box]).inSingletonScope();
  bind(Tokens.listening)
    .toResolvedValue(({ integrations }, secrets, known, clock) => createListeningIntegrations({ integrations, secrets, platforms: known, clock }), [Tokens.store, Tokens.integrationSecrets, Tokens.platforms, Tokens.clock])
    .inSingletonScope();
  bind(Tokens.callbacks).toResolvedValue(({ clock, gate, onCall, fetch }) => createCallbacks({ clock, gate, onCall, fetch }), [Tokens.inside]).inSingletonScope();
  bind(Tokens.webhookIntake)
    .toResolvedValue(
      ({ hooks, hookSigns, inbox, integrations }, listening, reading, clock, ids, box, telemetry, settings) => createTakeWebhook({
        hooks, hookSigns, inbox, takeApart, verify: verifyAuthenticity, reading, clock, ids, box, telemetry, publicUrl: settings.publicUrl,
        listening, structures: createSeenStructures({ integrations, telemetry }),
      }),
      [Tokens.store, Tokens.listening, Tokens.deliveryReading, Tokens.clock, Tokens.ids, Tokens.box, Tokens.telemetry, Tokens.settings],
    )
    .inSingletonScope();
  bind(Tokens.workWebhook)
    .toResolvedValue(
      ({ integrations, leads, history }, secrets, known, reading, callbacks, clock, ids, box) => createWorkWebhook({
        integrations, leads, history, platforms: known, takeApart, reading, clock, ids, box,
        askPlatform: createAskPlatform({ callbacks, secrets, clock, box }),
      }),
      [Tokens.store, Tokens.integrationSecrets, Tokens.platforms, Tokens.deliveryReading, Tokens.callbacks, Tokens.clock, Tokens.ids, Tokens.box],
    )
    .inSingletonScope();
  bind(Tokens.workOnLead)
    .toResolvedValue(
      ({ integrations, leads, ledger, identities, sessions, deskLists, sends }, finder, followCrm, privacy, steps, clock, ids, box, { language, timeZone }) => {
        const cardLanes = createCardLanes(finder);
        return createWorkOnLead({
          integrations,
          keepLead: createKeepLead({ leads, ledger, identities, privacy, clock, ids, box }),
          bringCompany: createBringCompany({ finder, identities, leads, steps, ids, box }),
          bringPerson: createBringPerson({ finder, followCrm, identities, steps, cardLanes, ids, box }),
          openLeadCard: createOpenLeadCard({ finder, ledger, steps, cardLanes, ids, box }),
          actOnLead: createActOnLead({ leads, finder, steps, clock, box, sendToLead: createSendToLead({ sessions, deskLists, sends, steps, clock, ids, box, writing: { language, timeZone } }) }),
        });
      },
      [Tokens.store, Tokens.finder, Tokens.followCrm, Tokens.privacy, Tokens.steps, Tokens.clock, Tokens.ids, Tokens.box, Tokens.settings],
    )
    .inSingletonScope();
  bind(Tokens.sayToLead)
    .toResolvedValue(({ sends, conversations }, steps, ids) => createSayToLead({ sends, conversations, steps, ids }), [Tokens.store, Tokens.steps, Tokens.ids])
    .inSingletonScope();
});
