import type { Clock } from '../../ports/clock.ts';
import type { LinkField } from '../../ports/contact-links.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { createRemembered } from './remembered.ts';
import { ENTITY, ensureFields, fieldIn, listFields, type WantedField } from './wanted-fields.ts';
import type { FieldRow } from './wire/settings.ts';

/** The fields that a contact's link is kept in. Absent: the account has no such field, or one of another type. */
export interface ContactFields {
  readonly agents?: FieldRow;
  readonly userName?: FieldRow;
  readonly inactive?: FieldRow;
}

/** Knows the fields of contacts' links. They are looked for again after `pollSeconds`, since a field that was deleted reads as empty. */
export interface ContactFieldBook {
  make(): Promise<readonly LinkField[]>;
  recent(): Promise<ContactFields>;
}

type Role = keyof ContactFields;

const ROLES: readonly Role[] = ['agents', 'userName', 'inactive'];

export function createContactFieldBook(client: PloomesClient, config: PloomesConfig, clock: Pick<Clock, 'now'>): ContactFieldBook {
  const wanted = wantedFields(config);
  const book = createRemembered(async () => fieldsAmong(await listFields(client, Object.values(wanted)), wanted, config), config.pollSeconds, clock);
  return {
    recent: async () => await book.recent(),
    async make() {
      const { made } = await ensureFields(client, Object.values(wanted), config.fieldTypes);
      if (made.length > 0) await book.now();
      const isMade = (role: Role): boolean => made.some(({ Name }) => Name === wanted[role].name);
      return [...(isMade('agents') ? ['agents' as const] : []), ...(isMade('userName') || isMade('inactive') ? ['link' as const] : [])];
    },
  };
}

const wantedFields = ({ fieldNames }: PloomesConfig): Readonly<Record<Role, WantedField>> => ({
  agents: { name: fieldNames.agents, entityId: ENTITY.contact, holds: 'users' },
  userName: { name: fieldNames.userName, entityId: ENTITY.contact, holds: 'text' },
  inactive: { name: fieldNames.inactive, entityId: ENTITY.contact, holds: 'flag' },
});

function fieldsAmong(rows: readonly FieldRow[], wanted: Readonly<Record<Role, WantedField>>, { fieldTypes }: PloomesConfig): ContactFields {
  const found = ROLES.flatMap((role): readonly (readonly [Role, FieldRow])[] => {
    const { holds } = wanted[role];
    const row = fieldIn(rows, wanted[role]);
    const type = fieldTypes[holds === 'users' ? 'user' : holds];
    return row === undefined || (row.TypeId ?? type) !== type ? [] : [[role, row]];
  });
  return Object.fromEntries(found);
}
