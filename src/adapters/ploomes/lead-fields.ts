import type { Clock } from '../../ports/clock.ts';
import { eq, oneOf } from './odata.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { createRemembered } from './remembered.ts';
import { translateLeadField, type LeadField } from './translate/lead-field.ts';
import { ENTITY } from './wanted-fields.ts';
import { leadFieldRow } from './wire/settings.ts';

/** People and companies share one table, and so their fields. */
export type LeadTable = 'contact' | 'card';

/** Knows the fields that leads may write. */
export interface LeadFieldBook {
  /** At most `pollSeconds` old. */
  of(table: LeadTable): Promise<readonly LeadField[]>;
  /** Read anew: something was refused that seemed to fit. */
  now(table: LeadTable): Promise<readonly LeadField[]>;
}

/** Reads the fields of both tables in one list, options included. */
export function createLeadFieldBook(client: PloomesClient, config: PloomesConfig, clock: Pick<Clock, 'now'>): LeadFieldBook {
  const query = {
    filter: oneOf(eq('EntityId', ENTITY.contact), eq('EntityId', ENTITY.card)),
    expand: 'Type,OptionsTable($expand=Options)',
  };
  const book = createRemembered(async () => await client.listAll('Fields', query, leadFieldRow), config.pollSeconds, clock);
  const fieldsIn = async (rows: ReturnType<typeof book.recent>, table: LeadTable): Promise<readonly LeadField[]> =>
    (await rows).filter(({ EntityId }) => EntityId === ENTITY[table]).map((row) => translateLeadField(row, config)).filter((field) => field !== undefined);
  return { of: async (table) => await fieldsIn(book.recent(), table), now: async (table) => await fieldsIn(book.now(), table) };
}
