import { kindOf } from './schema.ts';
import { idOf } from './wire.ts';
import type { Row } from './wire.ts';
import { childrenOf, textAt } from './wire.ts';
import type { World } from './world.ts';

/** So many rows are kept at once, so that undoing them never takes much room. */
const AT_ONCE = 1000;

/**
 * Writes contacts past every rule. Columns that are empty are left out of the row, which reads the same and takes a tenth of
 * the room.
 */
export function plantContacts(world: World, count: number, bodyOf: (n: number) => Row): number {
  const { store } = world;
  const [contacts, phones] = [kindOf('Contacts'), kindOf('Phones')];
  const common = {
    StatusId: store.rows('Contacts@Status')[0]?.['Id'] ?? null, ClassId: 0, Editable: true, Deletable: true,
    CreatorId: store.counter('person'), CreateDate: world.nowText(), LastUpdateDate: world.nowText(), OtherProperties: [],
  };
  const plant = (n: number): number => {
    const body = bodyOf(n);
    const row: Row = { ...common, ...filled(body), Id: world.newId(contacts), ...registerOf(body) };
    row['Phones'] = childrenOf(body, 'Phones').map((phone) => ({
      ...phone, Id: world.newId(phones), ContactId: idOf(row), SearchPhoneNumber: Number((textAt(phone, 'PhoneNumber') ?? '').replace(/\D/g, '')),
    }));
    store.put(contacts.path, row);
    return idOf(row);
  };
  const first = count > 0 ? plant(0) : 0;
  for (let n = 1; n < count; n += 1) {
    plant(n);
    if (n % AT_ONCE === 0) store.commit();
  }
  store.commit();
  return first;
}

const filled = (body: Row): Row => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));

function registerOf(body: Row): Row {
  const digits = (textAt(body, 'Register') ?? '').replace(/\D/g, '');
  if (digits === '') return {};
  return { Register: digits, ...(digits.length === 11 ? { CPF: digits } : { CNPJ: digits }) };
}
