import { isNonEmpty } from '../../../domain/index.ts';
import type { Asker, IdSource, Integration, IntegrationChange, IntegrationDesk, IntegrationFault, IntegrationKept, IntegrationSettings, Platforms } from '../../../ports/index.ts';
import { changedEvents, changedSettings } from './changed-settings.ts';
import { checkCapture, checkConversion, checkCustomFields, checkMapped, checkName, checkScheme, faultOf, namesCrmFields } from './check-integration.ts';
import { parseIntegrationId, settingsOf, type IntegrationBook } from './integration-book.ts';
import { gapsOf } from './integration-gaps.ts';
import type { IntegrationHooks } from './integration-hooks.ts';
import type { IntegrationReach } from './integration-reach.ts';
import type { IntegrationSecretBook } from './integration-secrets.ts';
import type { IntegrationSheets } from './integration-sheets.ts';

/** What a host is told before an integration is added, to say yes or no by its own plans (WHK-10). */
export interface IntegrationFacts {
  readonly connection: string;
  readonly name: string;
  readonly platform: string;
  /** How many the connection has already. */
  readonly integrations: number;
}

/** A host's word about a further integration: `refused` in words for whoever wanted it. */
export type MayAddIntegration = (facts: IntegrationFacts) => Promise<'yes' | { readonly refused: string }>;

export interface IntegrationDeskNeeds {
  readonly reach: IntegrationReach;
  readonly book: IntegrationBook;
  readonly secrets: IntegrationSecretBook;
  readonly hooks: IntegrationHooks;
  readonly sheets: IntegrationSheets;
  readonly platforms: Platforms;
  readonly ids: IdSource;
  readonly mayAdd: MayAddIntegration;
}

export function createIntegrationDesk({ reach, book, secrets, hooks, sheets, platforms, ids, mayAdd }: IntegrationDeskNeeds): IntegrationDesk {
  /** What was changed is looked at, and nothing else: a field that the CRM lost since keeps nobody from giving another name. */
  async function faultsOf(next: IntegrationSettings, change: IntegrationChange, before: Integration): Promise<readonly IntegrationFault[]> {
    const { mapping, customFields, capture } = next;
    const isMapped = change.mapping !== undefined || change.customFields !== undefined;
    const isConversion = change.events !== undefined || isMapped;
    const crm = await reach.knownOfCrm(before.connection, { fields: (isMapped || isConversion) && namesCrmFields(next), capture: change.capture === undefined ? undefined : capture });
    return [
      ...(change.name === undefined ? [] : checkName(change.name)),
      ...(change.scheme === undefined ? [] : checkScheme(reach.platformOf(next), change.scheme)),
      ...(change.customFields === undefined ? [] : checkCustomFields(customFields)),
      ...(isMapped && mapping !== undefined ? checkMapped(mapping, customFields, crm) : []),
      ...(change.capture === undefined || capture === undefined ? [] : checkCapture(capture, crm)),
      ...(isConversion ? checkConversion(next, crm) : []),
    ];
  }

  async function change(asker: Asker, integration: Integration, wish: IntegrationChange | ((before: Integration) => IntegrationChange | undefined)): Promise<IntegrationKept | undefined> {
    const changed = await book.change<readonly IntegrationFault[] | 'gone'>(asker, integration, async (before) => {
      const given = typeof wish === 'function' ? wish(before) : wish;
      if (given === undefined) return { refused: 'gone' };
      const platform = given.platform === undefined ? reach.platformOf(before) : platforms.find(given.platform);
      if (platform === undefined) return { refused: [faultOf('platform', 'unknown-platform')] };
      const settings = changedSettings(before, given, platform, () => ids.id());
      const faults = await faultsOf(settings, given, before);
      // One that works goes on working, or is paused first.
      const left = settings.status === 'active' && faults.length === 0 ? gapsOf(settings, platform, await secrets.find(before.connection, before.id)) : [];
      return isNonEmpty(faults) || isNonEmpty(left) ? { refused: [...faults, ...left] } : { settings };
    });
    if ('refused' in changed) return changed.refused === 'gone' ? undefined : { outcome: 'refused', faults: changed.refused };
    if (changed.platform !== integration.platform) await secrets.put(changed.connection, changed.id, {});
    return { outcome: 'kept', integration: await sheets.of(changed) };
  }

  async function setStatus(asker: Asker, integration: Integration, status: (before: Integration) => Integration['status']): Promise<Integration> {
    const changed = await book.change<never>(asker, integration, async (before) => ({ settings: { ...settingsOf(before), status: status(before) } }));
    return 'refused' in changed ? integration : changed;
  }

  return {
    platforms: () => platforms.list(),
    async list(scope, connection) {
      const known = await reach.connection(scope, connection);
      return known === undefined ? undefined : await Promise.all((await book.list(known)).map(sheets.of));
    },
    async find(scope, connection, id) {
      const integration = await reach.integration(scope, connection, id);
      return integration === undefined ? undefined : await sheets.of(integration);
    },
    async create(asker, connection, { name, platform: wanted }) {
      const known = await reach.connection(asker.scope, connection);
      if (known === undefined) return undefined;
      const platform = platforms.find(wanted);
      const faults = [...checkName(name), ...(platform === undefined ? [faultOf('platform', 'unknown-platform')] : [])];
      if (platform === undefined || isNonEmpty(faults)) return { outcome: 'refused', faults };
      const word = await mayAdd({ connection: known, name: name.trim(), platform: platform.id, integrations: (await book.list(known)).length });
      if (word !== 'yes') return { outcome: 'not-allowed', because: word.refused };
      const [usual] = platform.authenticity;
      const made = await book.create(asker, known, parseIntegrationId(ids.id()), {
        name: name.trim(), platform: platform.id, status: 'draft', scheme: usual?.id ?? 'address-alone', customFields: [], events: [],
      });
      await secrets.put(known, made.id, {}); // so that the first of two changes at once is not lost either
      const address = await hooks.add(made);
      return { outcome: 'made', integration: await sheets.of(made), address };
    },
    async change(asker, connection, id, wish) {
      const integration = await reach.integration(asker.scope, connection, id);
      return integration === undefined ? undefined : await change(asker, integration, wish);
    },
    async changeEvent(asker, connection, id, wish) {
      const integration = await reach.integration(asker.scope, connection, id);
      return integration === undefined ? undefined : await change(asker, integration, ({ events: before }) => {
        const events = changedEvents(before, wish);
        return events === undefined ? undefined : { events };
      });
    },
    async enable(asker, connection, id) {
      const integration = await reach.integration(asker.scope, connection, id);
      if (integration === undefined) return undefined;
      const { capture } = integration;
      const crm = await reach.knownOfCrm(integration.connection, { fields: namesCrmFields(integration), capture });
      const missing = gapsOf(integration, reach.platformOf(integration), await secrets.find(integration.connection, integration.id), crm);
      if (isNonEmpty(missing)) return { outcome: 'not-yet', missing };
      const enabled = await setStatus(asker, integration, () => 'active');
      return { outcome: 'enabled', integration: await sheets.of(enabled), ...(await addressAtFirst(integration)) };
    },
    async pause(asker, connection, id) {
      const integration = await reach.integration(asker.scope, connection, id);
      if (integration === undefined) return undefined;
      const paused = await setStatus(asker, integration, ({ status }) => (status === 'draft' ? 'draft' : 'paused'));
      return { outcome: 'kept', integration: await sheets.of(paused) };
    },
    async remove(asker, connection, id) {
      const integration = await reach.integration(asker.scope, connection, id);
      if (integration === undefined) return undefined;
      await book.change<never>(asker, integration, async (before) => ({ settings: { ...settingsOf(before), removed: 'yes' } }));
      await hooks.end(integration);
      await secrets.put(integration.connection, integration.id, {});
      return 'removed';
    },
    async rotate(asker, connection, id, { graceHours }) {
      const integration = await reach.integration(asker.scope, connection, id);
      return integration === undefined ? undefined : await hooks.rotate(integration, graceHours);
    },
  };

  /** Enabling an account of ActiveCampaign gives its address (ACL-07), whoever saw the first one; others have theirs from the beginning, unless it ended. */
  async function addressAtFirst(integration: Integration): Promise<{ readonly address?: string }> {
    const isOfAccount = integration.platform === 'activecampaign' && integration.status === 'draft';
    const isHeard = (await hooks.list(integration)).some(({ until }) => until === undefined);
    return isOfAccount || !isHeard ? { address: await hooks.add(integration) } : {};
  }
}
