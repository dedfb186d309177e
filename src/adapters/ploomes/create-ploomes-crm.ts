import { createHash } from 'node:crypto';
import type { Crm } from '../../ports/crm.ts';
import { createAccountFields } from './account-fields.ts';
import { createPloomesCardDesk } from './card-desk.ts';
import { createPloomesDirectory } from './contact-directory.ts';
import { createPloomesLinks } from './contact-links.ts';
import { createPloomesSubscriptions } from './crm-subscriptions.ts';
import { createPloomesLeads } from './crm-leads.ts';
import { createPloomesUsers } from './crm-users.ts';
import { createRemembered } from './remembered.ts';
import { createPloomesFunnelCatalog } from './funnel-catalog.ts';
import { createPloomesJournal } from './interaction-journal.ts';
import { createPloomesPaperwork } from './paperwork.ts';
import { createPloomesClient, limitsOf, type PloomesSurroundings } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { translateContactTypes, USUAL_CONTACT_TYPES } from './translate/settings.ts';
import { contactTypeRow } from './wire/contact.ts';
import { identified } from './wire/envelope.ts';
import { userRow } from './wire/settings.ts';

/**
 * A Ploomes account as the hub's CRM.
 *
 * `prepare()` once per activation and start keeps later calls few: without it the first card or record looks for the
 * fields by itself. Nothing is sent before a method is called. Failures: {@link PortFailure}.
 *
 * @example
 * const crm = createPloomesCrm(parsePloomesConfig({ userKey }), { clock });
 * await crm.tryCredential();
 */
export function createPloomesCrm(config: PloomesConfig, around: PloomesSurroundings): Crm {
  const account = accountOf(config);
  const limits = limitsOf(config);
  const client = createPloomesClient(config, account, around);
  const fields = createAccountFields(client, config);
  const users = createRemembered(async () => await client.listAll('Users', {}, userRow), config.pollSeconds, around.clock);
  let types = config.contactTypes ?? USUAL_CONTACT_TYPES;

  return {
    account,
    ...(limits === undefined ? {} : { limits }),
    cards: createPloomesCardDesk(client, fields, config),
    funnels: createPloomesFunnelCatalog(client, config, around.clock),
    journal: createPloomesJournal(client, fields, config),
    contacts: createPloomesDirectory(client, () => types, config),
    links: createPloomesLinks(client, () => types, config, around.clock),
    users: createPloomesUsers(users),
    subscriptions: createPloomesSubscriptions(client, config),
    paperwork: createPloomesPaperwork(client, users, config, around.clock),
    leads: createPloomesLeads(client, fields, () => types, config, around.clock),
    async prepare() {
      await fields.prepare();
      if (config.contactTypes === undefined) types = translateContactTypes(await client.listAll('Contacts@Types', {}, contactTypeRow));
    },
    tryCredential: async () => void (await client.page('Account', { top: 1, select: 'Id' }, identified)),
    identities: async () => (await client.page('Account', { top: 1, select: 'Id' }, identified)).map(({ Id }) => `${familyOf(config)}:${Id}`),
  };
}

/** The public hosts of Ploomes are one API with one count of accounts; any other address counts for itself. */
function familyOf({ baseUrl }: PloomesConfig): string {
  const { hostname, host } = new URL(baseUrl);
  return /(^|\.)ploomes\.com$/i.test(hostname) ? 'ploomes' : `ploomes@${host}`;
}

/** Names the account's limits without naming its key. */
const accountOf = ({ baseUrl, userKey }: PloomesConfig): string =>
  `ploomes:${createHash('sha256').update(`${baseUrl}\n${userKey}`).digest('hex').slice(0, 16)}`;
