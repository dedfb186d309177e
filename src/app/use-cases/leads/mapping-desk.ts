import { isNonEmpty } from '../../../domain/index.ts';
import { diffMappings, suggestMapping, type Mapping, type SuggestedMapping } from '../../../domain/mapping/index.ts';
import type { Crm, FunnelChoice, History, IdSource, Integration, IntegrationFault, Integrations, IntegrationVersion, LeadSource, LeadSourceField, MappingDesk, PastedSample, Platform, SettingChange, TrialWish } from '../../../ports/index.ts';
import { sortedText } from '../activation/connection-book.ts';
import { samplesOf } from './captured-samples.ts';
import { changedSettings } from './changed-settings.ts';
import { checkConversion, checkCustomFields, checkMapped } from './check-integration.ts';
import { settingsOf, type IntegrationBook } from './integration-book.ts';
import { gapsOf } from './integration-gaps.ts';
import { ACCOUNT_KEY, type OpenLeadSource } from './integration-keys.ts';
import { fieldLists, type IntegrationReach } from './integration-reach.ts';
import type { IntegrationSecretBook } from './integration-secrets.ts';
import type { IntegrationSheets } from './integration-sheets.ts';
import type { TakeApart } from './take-webhook.ts';
import { pasted, type TryDelivery } from './try-delivery.ts';

export interface MappingDeskNeeds {
  readonly reach: IntegrationReach;
  readonly book: IntegrationBook;
  readonly integrations: Integrations;
  readonly secrets: IntegrationSecretBook;
  readonly sheets: IntegrationSheets;
  readonly history: History;
  readonly takeApart: TakeApart;
  readonly tryDelivery: TryDelivery;
  readonly openSource: OpenLeadSource;
  readonly ids: IdSource;
}

/** More samples say no more. */
const MOST_SAMPLES = 10;

export function createMappingDesk({ reach, book, integrations, secrets, sheets, history, takeApart, tryDelivery, openSource, ids }: MappingDeskNeeds): MappingDesk {
  async function sourceOf({ connection, id, account }: Integration): Promise<LeadSource | undefined> {
    const key = (await secrets.find(connection, id)).credentials?.[ACCOUNT_KEY];
    return account === undefined || key === undefined ? undefined : openSource({ url: account.url, key });
  }

  async function bodiesOf(integration: Integration, samples: readonly PastedSample[] | undefined) {
    if (samples === undefined) return (await samplesOf({ history, takeApart }, integration, MOST_SAMPLES)).map(({ body }) => body);
    return samples.map((sample) => takeApart(pasted(sample))).flatMap((taken) => (taken.ok ? [taken.value.body] : []));
  }

  /** With settings that are checked as if they were to be kept. */
  function settingsToTry(integration: Integration, wish: NonNullable<TrialWish['with']>): { readonly faults: readonly IntegrationFault[]; readonly integration: Integration } {
    const settings = changedSettings(integration, wish, reach.platformOf(integration), () => ids.id());
    const tried = { ...integration, ...settings };
    const { mapping, customFields } = tried;
    const faults = [
      ...(wish.customFields === undefined ? [] : checkCustomFields(customFields)),
      ...(wish.mapping === undefined || mapping === undefined ? [] : checkMapped(mapping, customFields)),
      ...(wish.events === undefined ? [] : checkConversion(tried)),
    ];
    if (settings.capture !== undefined) return { faults, integration: tried };
    const { capture: _, ...without } = tried;
    return { faults, integration: without };
  }

  return {
    async structure(scope, connection, id) {
      const integration = await reach.integration(scope, connection, id);
      return integration === undefined ? undefined : await integrations.structure(integration.connection, integration.id) ?? { of: 0, paths: [] };
    },
    async fields(scope, connection, id) {
      const integration = await reach.integration(scope, connection, id);
      if (integration === undefined) return undefined;
      const crm = await reach.crm(integration.connection);
      const leads = crm?.leads;
      const source: readonly LeadSourceField[] | undefined = await (await sourceOf(integration))?.fields();
      return { custom: integration.customFields, ...(crm === undefined ? {} : { funnels: await funnelChoices(crm) }), ...(leads === undefined ? {} : { crm: await fieldLists(leads) }), ...(source === undefined ? {} : { source }) };
    },
    async suggest(scope, connection, id, samples) {
      const integration = await reach.integration(scope, connection, id);
      if (integration === undefined) return undefined;
      const bodies = await bodiesOf(integration, samples);
      const platform = reach.platformOf(integration);
      return { ...(bodies.length === 0 ? asThePresetHasIt(platform.mapping) : suggestMapping(bodies, presetOf(platform))), samples: bodies.length };
    },
    async tryOut(scope, connection, id, { with: settings, ...wish }) {
      const integration = await reach.integration(scope, connection, id);
      if (integration === undefined) return undefined;
      const given = settings === undefined ? { faults: [], integration } : settingsToTry(integration, settings);
      return isNonEmpty(given.faults) ? { outcome: 'refused', faults: given.faults } : await tryDelivery(given.integration, wish);
    },
    async versions(scope, connection, id) {
      const integration = await reach.integration(scope, connection, id);
      if (integration === undefined) return undefined;
      const versions = await integrations.versions(integration.connection, integration.id);
      return versions.map((version, at) => versionOf(version, versions[at + 1]));
    },
    async restore(asker, connection, id, wanted) {
      const integration = await reach.integration(asker.scope, connection, id);
      const old = integration && (await integrations.versions(integration.connection, integration.id)).find(({ version }) => version === wanted);
      if (integration === undefined || old === undefined) return undefined;
      const kept = await secrets.find(integration.connection, integration.id);
      // As with any change to another platform: the secret of the one is none of the other's.
      const isOther = old.platform !== integration.platform;
      const changed = await book.change<readonly IntegrationFault[]>(asker, integration, async ({ status }) => {
        const settings = { ...settingsOf(old), status: isOther ? 'draft' as const : status };
        const gaps = settings.status === 'active' ? gapsOf(settings, reach.platformOf(settings), kept) : [];
        return isNonEmpty(gaps) ? { refused: gaps } : { settings };
      });
      if (isOther && !('refused' in changed)) await secrets.put(changed.connection, changed.id, {});
      return 'refused' in changed ? { outcome: 'refused', faults: changed.refused } : { outcome: 'kept', integration: await sheets.of(changed) };
    },
  };
}

async function funnelChoices({ funnels }: Crm): Promise<readonly FunnelChoice[]> {
  const choices: FunnelChoice[] = [];
  for (const funnel of await funnels.list()) choices.push({ ...funnel, stages: funnel.archived ? [] : await funnels.stages?.(funnel.id) ?? [] });
  return choices;
}

/** The one that knows nothing leaves everything to the samples. */
const presetOf = ({ mapping }: Platform): Mapping | undefined => (Object.keys(mapping.fields).length === 0 ? undefined : mapping);

const asThePresetHasIt = (mapping: Mapping): SuggestedMapping => ({
  mapping, missing: (['event', 'name', 'phone'] as const).filter((target) => !Object.hasOwn(mapping.fields, target)),
  suggestions: Object.entries(mapping.fields).map(([target, rule]) => ({ target, rule, score: 1, why: ['known-of-the-platform'] })),
});

const FIELDS = ['name', 'platform', 'status', 'scheme', 'customFields', 'capture', 'events', 'account'] as const;
const UNMAPPED: Mapping = { v: 1, ddi: '', fields: {} };

function versionOf(version: Integration, before: Integration | undefined): IntegrationVersion {
  const changes = before === undefined ? [] : FIELDS.flatMap((field): readonly SettingChange[] => {
    const [was, is] = [before[field], version[field]];
    return sortedText(was) === sortedText(is) ? [] : [{ field, ...(was === undefined ? {} : { before: was }), ...(is === undefined ? {} : { after: is }) }];
  });
  const mapping = before === undefined ? [] : diffMappings(before.mapping ?? UNMAPPED, version.mapping ?? UNMAPPED);
  return { version: version.version, validFrom: version.validFrom, changes, mapping };
}
