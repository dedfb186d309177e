import type { Clock } from '../../ports/clock.ts';
import type { CrmUsers } from '../../ports/crm-users.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { createRemembered } from './remembered.ts';
import { translateUser } from './translate/settings.ts';
import { userRow } from './wire/settings.ts';

/** Ploomes' users, read again after `pollSeconds`. */
export function createPloomesUsers(client: PloomesClient, config: PloomesConfig, clock: Pick<Clock, 'now'>): CrmUsers {
  const users = createRemembered(
    async () => (await client.listAll('Users', {}, userRow)).map(translateUser),
    config.pollSeconds,
    clock,
  );
  return { list: async () => await users.recent() };
}
