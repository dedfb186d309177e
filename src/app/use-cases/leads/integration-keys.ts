import { isIntegrationError, isNonEmpty } from '../../../domain/index.ts';
import type { Asker, Clock, History, Integration, IntegrationFault, IntegrationKept, IntegrationKeyDesk, LeadSource } from '../../../ports/index.ts';
import type { AskPlatform } from './ask-platform.ts';
import { faultOf } from './check-integration.ts';
import { settingsOf, type IntegrationBook } from './integration-book.ts';
import { graceEnd } from './integration-hooks.ts';
import { gapsOf } from './integration-gaps.ts';
import type { IntegrationReach } from './integration-reach.ts';
import { signingSecrets, type IntegrationSecretBook, type IntegrationSecrets } from './integration-secrets.ts';
import type { IntegrationSheets } from './integration-sheets.ts';
import { samplesOf } from './captured-samples.ts';
import type { ListeningIntegrations } from './listening-integrations.ts';
import type { TakeApart } from './take-webhook.ts';

/** Opens an account that leads come from; a configuration that cannot be used is refused with `ConfigRejected`. */
export type OpenLeadSource = (account: { readonly url: string; readonly key: string }) => LeadSource;

export interface IntegrationKeysNeeds {
  readonly reach: IntegrationReach;
  readonly book: IntegrationBook;
  readonly secrets: IntegrationSecretBook;
  readonly sheets: IntegrationSheets;
  readonly listening: Pick<ListeningIntegrations, 'forget'>;
  readonly history: History;
  readonly takeApart: TakeApart;
  /** Asks a platform with credentials that are not kept yet. */
  readonly askWith: (credentials: Readonly<Record<string, string>>) => AskPlatform;
  readonly openSource: OpenLeadSource;
  readonly clock: Clock;
}

/** Under this name the key of an ActiveCampaign account is sealed. */
export const ACCOUNT_KEY = 'accountKey';

const LONGEST = 2000;
/** Among so many of the last deliveries somebody is looked for who can be asked about. */
const SAMPLES_TRIED = 5;

export function createIntegrationKeys({ reach, book, secrets, sheets, listening, history, takeApart, askWith, openSource, clock }: IntegrationKeysNeeds): IntegrationKeyDesk {
  async function keep(integration: Integration, next: (before: IntegrationSecrets) => IntegrationSecrets): Promise<IntegrationKept> {
    let gaps: readonly IntegrationFault[] = [];
    await secrets.change(integration.connection, integration.id, (before) => {
      const after = next(before);
      gaps = integration.status === 'active' ? gapsOf(integration, reach.platformOf(integration), after) : [];
      return isNonEmpty(gaps) ? before : after;
    });
    if (isNonEmpty(gaps)) return { outcome: 'refused', faults: gaps };
    listening.forget(integration.connection, integration.id);
    return { outcome: 'kept', integration: await sheets.of(integration) };
  }

  const within = async (asker: Asker, connection: string, id: string, act: (integration: Integration) => Promise<IntegrationKept>): Promise<IntegrationKept | undefined> => {
    const integration = await reach.integration(asker.scope, connection, id);
    return integration === undefined ? undefined : await act(integration);
  };

  /** A credential is refused when the platform says so; whether it knows who was asked about does not matter. */
  async function tried(integration: Integration, credentials: Readonly<Record<string, string>>): Promise<readonly IntegrationFault[]> {
    const { callback: desk } = reach.platformOf(integration);
    if (desk === undefined) return [];
    const samples = await samplesOf({ history, takeApart }, integration, SAMPLES_TRIED);
    const incoming = samples.find((sample) => desk.next(sample, [], credentials) !== undefined);
    if (incoming === undefined) return [];
    try {
      await askWith(credentials)({ connection: integration.connection, integration, desk, incoming, patienceMs: 0 }); // the first answer tells
      return [];
    } catch (failure) {
      if (!isIntegrationError(failure)) throw failure;
      if (failure.code === 'port.missing') return [];
      if (failure.code !== 'port.unauthorized' && failure.code !== 'port.refused') throw failure;
      return desk.credentials.filter(({ kind }) => kind === 'secret').map(({ name }) => faultOf(`credentials.${name}`, 'credential-refused'));
    }
  }

  return {
    putSecret: async (asker, connection, id, { secret, graceHours }) => await within(asker, connection, id, async (integration) => {
      const signing = secret.trim();
      if (signing === '' || signing.length > LONGEST) return { outcome: 'refused', faults: [faultOf('secret', 'secret-invalid')] };
      const until = graceEnd(clock.now(), graceHours);
      return await keep(integration, (kept) => {
        const [earlier] = signingSecrets(kept, clock.now());
        // The same again would end the one that is being exchanged.
        if (earlier === signing) return kept;
        const { before: _, ...rest } = kept;
        return { ...rest, signing, ...(earlier === undefined || until <= clock.now() ? {} : { before: { signing: earlier, until } }) };
      });
    }),
    removeSecret: async (asker, connection, id) => await within(asker, connection, id, async (integration) => await keep(integration, ({ credentials }) => (credentials === undefined ? {} : { credentials }))),
    putCredentials: async (asker, connection, id, given) => await within(asker, connection, id, async (integration) => {
      const wanted = reach.platformOf(integration).callback?.credentials ?? [];
      const credentials = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value.trim()] as const).filter(([, value]) => value !== ''));
      const faults = [
        ...Object.keys(credentials).filter((name) => !wanted.some((each) => each.name === name)).map((name) => faultOf(`credentials.${name}`, 'credential-unknown')),
        ...wanted.filter(({ name, need }) => (need !== 'optional' && credentials[name] === undefined) || (credentials[name] ?? '').length > LONGEST).map(({ name }) => faultOf(`credentials.${name}`, 'credential-missing')),
      ];
      const refused = faults.length > 0 ? faults : await tried(integration, credentials);
      return isNonEmpty(refused) ? { outcome: 'refused', faults: refused } : await keep(integration, (kept) => ({ ...kept, credentials: { ...kept.credentials, ...credentials } }));
    }),
    putAccount: async (asker, connection, id, account) => await within(asker, connection, id, async (integration) => {
      if (integration.platform !== 'activecampaign') return { outcome: 'refused', faults: [faultOf('account', 'account-of-another-platform')] };
      try {
        await openSource(account).tryCredential();
      } catch (failure) {
        if (!isIntegrationError(failure) || !REFUSALS.has(failure.code)) throw failure;
        return { outcome: 'refused', faults: [faultOf('account', failure.code === 'port.unauthorized' ? 'credential-refused' : 'account-unusable')] };
      }
      await secrets.change(integration.connection, integration.id, (kept) => ({ ...kept, credentials: { ...kept.credentials, [ACCOUNT_KEY]: account.key.trim() } }));
      const changed = await book.change<never>(asker, integration, async (current) => ({ settings: { ...settingsOf(current), account: { url: account.url.trim() } } }));
      return { outcome: 'kept', integration: await sheets.of('refused' in changed ? integration : changed) };
    }),
  };
}

/** What says that the account is not the one that is meant; all else is told as a failure, since the account may be right. */
const REFUSALS: ReadonlySet<string> = new Set(['port.unauthorized', 'port.refused', 'port.missing', 'port.drifted', 'config.activecampaign-unusable']);
