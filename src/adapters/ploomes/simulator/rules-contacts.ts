import type { Rules, Write } from './rule.ts';
import { CONTACT_TYPE } from './schema.ts';
import { idOf, textAt } from './wire.ts';
import type { World } from './world.ts';

/** People and companies live in one table; a person when no type is sent. */
export const contactRules: Rules = {
  defaults: (world) => ({
    TypeId: CONTACT_TYPE.person, StatusId: world.store.rows('Contacts@Status')[0]?.['Id'] ?? null, ClassId: 0,
    TasksOrdination: 2, Editable: true, Deletable: true, HasScheduledTasks: false,
    Phones: [], OtherProperties: [], Tags: [], CollaboratingUsers: [], Attachments: [],
  }),
  prepare: (_world, write) => completeRegister(write),
  after: (world, write) => {
    if (write.before && write.before['Name'] !== write.row['Name']) renameOnDeals(world, write);
  },
};

/** CPF and CNPJ share the `Register` column; each is kept without its mask, whichever of the three was sent. */
function completeRegister({ row, body }: Write): void {
  const sent = ['Register', 'CPF', 'CNPJ'].map((name) => body[name]).find((value) => value !== undefined);
  if (sent === undefined) return;
  const plain = typeof sent === 'string' ? sent.replace(/[^A-Za-z0-9]/g, '').toUpperCase() : '';
  row['Register'] = plain === '' ? null : plain;
  row['CPF'] = plain.length === 11 ? plain : null;
  row['CNPJ'] = plain.length === 14 ? plain : null;
}

/** A deal shows its client's and its person's names; renaming them is no change of the deal. */
function renameOnDeals(world: World, { row }: Write): void {
  const name = textAt(row, 'Name') ?? null;
  for (const deal of world.store.rows('Deals')) {
    const named = {
      ...(deal['ContactId'] === idOf(row) ? { ContactName: name } : {}),
      ...(deal['PersonId'] === idOf(row) ? { PersonName: name } : {}),
    };
    if (Object.keys(named).length > 0) world.store.put('Deals', { ...deal, ...named });
  }
}
