import type { CrmUsers } from '../../ports/crm-users.ts';
import type { Remembered } from './remembered.ts';
import { translateUser } from './translate/settings.ts';
import type { UserRow } from './wire/settings.ts';

/** The rows of an account's users, read for all who need them. */
export type UserRows = Pick<Remembered<readonly UserRow[]>, 'recent'>;

/** Ploomes' users, read again after `pollSeconds`. */
export const createPloomesUsers = (rows: UserRows): CrmUsers => ({ list: async () => (await rows.recent()).map(translateUser) });
