import { ContainerModule } from 'inversify';
import { createActiveCampaignSource, parseActiveCampaignConfig } from '../../adapters/activecampaign/index.ts';
import { takeApart } from '../../adapters/webhook-mapper/index.ts';
import { Defect } from '../../domain/index.ts';
import type { IntegrationSecretBook } from '../use-cases/leads/integration-secrets.ts';
import { Tokens } from '../tokens.ts';
import { createAskPlatform } from '../use-cases/leads/ask-platform.ts';
import { createIntegrationBook } from '../use-cases/leads/integration-book.ts';
import { createIntegrationDesk } from '../use-cases/leads/integration-desk.ts';
import { createIntegrationHooks } from '../use-cases/leads/integration-hooks.ts';
import { createIntegrationKeys } from '../use-cases/leads/integration-keys.ts';
import { createIntegrationReach } from '../use-cases/leads/integration-reach.ts';
import { createIntegrationSheets } from '../use-cases/leads/integration-sheets.ts';
import { createLeadDesk } from '../use-cases/leads/lead-desk.ts';
import { createMappingDesk } from '../use-cases/leads/mapping-desk.ts';
import { createTryDelivery } from '../use-cases/leads/try-delivery.ts';

/** How people set integrations up, and look at what came of them. */
export const integrationModule: ContainerModule = new ContainerModule(({ bind }) => {
  bind(Tokens.integrationBook)
    .toResolvedValue(({ integrations, audit }, listening, clock) => createIntegrationBook({ integrations, listening, audit, clock }), [Tokens.store, Tokens.listening, Tokens.clock])
    .inSingletonScope();
  bind(Tokens.integrationReach)
    .toResolvedValue((book, integrations, systems, platforms) => {
      const other = platforms.find('other');
      if (other === undefined) throw new Defect('defect.platform-missing', 'The preset that knows nothing is not among the platforms.');
      return createIntegrationReach({ book, integrations, systems, platforms, other });
    }, [Tokens.connectionBook, Tokens.integrationBook, Tokens.sealedSystems, Tokens.platforms])
    .inSingletonScope();
  bind(Tokens.integrationHooks)
    .toResolvedValue(({ hooks }, clock, ids, { publicUrl }) => createIntegrationHooks({ hooks, clock, ids, publicUrl }), [Tokens.store, Tokens.clock, Tokens.ids, Tokens.settings])
    .inSingletonScope();
  bind(Tokens.integrationSheets)
    .toResolvedValue(({ hookSigns }, reach, secrets, hooks, clock) => createIntegrationSheets({ reach, secrets, hooks, hookSigns, clock }),
      [Tokens.store, Tokens.integrationReach, Tokens.integrationSecrets, Tokens.integrationHooks, Tokens.clock])
    .inSingletonScope();
  bind(Tokens.integrationDesk)
    .toResolvedValue((reach, book, secrets, hooks, sheets, platforms, ids, mayAdd) => createIntegrationDesk({ reach, book, secrets, hooks, sheets, platforms, ids, mayAdd }),
      [Tokens.integrationReach, Tokens.integrationBook, Tokens.integrationSecrets, Tokens.integrationHooks, Tokens.integrationSheets, Tokens.platforms, Tokens.ids, Tokens.mayAddIntegration])
    .inSingletonScope();
  bind(Tokens.openLeadSource)
    .toResolvedValue(({ clock, gate, onCall, fetch }) => ((account) => createActiveCampaignSource(parseActiveCampaignConfig(account), { clock, gate, onCall, fetch })), [Tokens.inside])
    .inSingletonScope();
  bind(Tokens.integrationKeyDesk)
    .toResolvedValue(({ history }, reach, book, secrets, sheets, listening, callbacks, openSource, box, clock) => createIntegrationKeys({
      reach, book, secrets, sheets, listening, history, takeApart, openSource, clock,
      askWith: (credentials) => createAskPlatform({ callbacks, clock, box, secrets: only(credentials) }),
    }), [Tokens.store, Tokens.integrationReach, Tokens.integrationBook, Tokens.integrationSecrets, Tokens.integrationSheets, Tokens.listening, Tokens.callbacks, Tokens.openLeadSource, Tokens.box, Tokens.clock])
    .inSingletonScope();
  bind(Tokens.mappingDesk)
    .toResolvedValue(({ integrations, history, leads }, reach, book, secrets, sheets, callbacks, openSource, clock, box, ids, { language, timeZone }) => createMappingDesk({
      reach, book, integrations, secrets, sheets, history, takeApart, openSource, ids,
      tryDelivery: createTryDelivery({ reach, history, leads, takeApart, box, askPlatform: createAskPlatform({ callbacks, secrets, clock, box }), writing: { language, timeZone } }),
    }), [Tokens.store, Tokens.integrationReach, Tokens.integrationBook, Tokens.integrationSecrets, Tokens.integrationSheets, Tokens.callbacks, Tokens.openLeadSource, Tokens.clock, Tokens.box, Tokens.ids, Tokens.settings])
    .inSingletonScope();
  bind(Tokens.leadDesk).toResolvedValue(({ leads }, reach) => createLeadDesk({ leads, reach }), [Tokens.store, Tokens.integrationReach]).inSingletonScope();
});

/** Credentials that are tried before they are kept. */
const only = (credentials: Readonly<Record<string, string>>): Pick<IntegrationSecretBook, 'find'> => ({ find: async () => ({ credentials }) });
