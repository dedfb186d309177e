import { rowsOf, shownRow } from './control.ts';
import type { Deliveries } from './deliveries.ts';
import { switchModule, type ModuleTable } from './modules.ts';
import { addressedKind, CONTACT_TYPE } from './schema.ts';
import { plantContacts } from './plant.ts';
import { createRow, deleteRow, patchRow } from './write.ts';
import { badRequest, idOf } from './wire.ts';
import type { Row, StoredRow } from './wire.ts';
import type { World } from './world.ts';

/** A person or a company as a user would type it in; the phone is kept exactly as written. */
export interface ContactSeed {
  readonly name: string;
  readonly phone?: string;
  readonly phones?: readonly string[];
  readonly email?: string;
  /** CPF or CNPJ. */
  readonly register?: string;
  readonly companyId?: number;
  readonly ownerId?: number;
}

/** A contact of an import: a person, unless it is told otherwise. */
export interface PlantedContact extends ContactSeed {
  readonly kind?: 'person' | 'company';
}

/** What a person does in the CRM's screens: the same rules, and the same webhooks, as through the API. */
export interface UserActs {
  addContact(contact: ContactSeed): StoredRow;
  addCompany(company: ContactSeed): StoredRow;
  addPipeline(name: string, stages?: readonly string[]): StoredRow;
  archivePipeline(id: number): StoredRow;
  restorePipeline(id: number): StoredRow;
  /** Any create, by the collection's address (`Deals`, `Fields` …) and the platform's own column names. */
  create(entity: string, body: Row): StoredRow;
  update(entity: string, id: number, body: Row): StoredRow;
  remove(entity: string, id: number): void;
  /**
   * Puts contacts there in great number, as an earlier import would have left them: no rule looks at them, and no webhook
   * tells of them. Gives the number of the first; the others follow it.
   */
  plantContacts(count: number, contact?: (n: number) => PlantedContact): number;
  /** Does something of which no webhook tells: `quietly(() => remove('Contacts', id))`. */
  quietly<Result>(act: () => Result): Result;
  /** From now on no webhook tells of anything, until it is put out. */
  setQuiet(isQuiet: boolean): void;
  /** Switches the module of a table off, which then answers this status to everything, or on again. */
  switchModule(table: ModuleTable, to: 'on' | { readonly off: 403 | 404 }): void;
  /** A copy of one row. */
  row(entity: string, id: number): StoredRow | undefined;
  /** Copies of all rows of a collection, child rows inside. */
  rows(entity: string): readonly StoredRow[];
}

const BRASIL = 76;

export function createUserActs(world: World, deliveries: Deliveries): UserActs {
  const act = <T>(change: (actorId: number) => T): T => {
    try {
      const done = change(world.store.counter('person'));
      world.store.commit();
      deliveries.wake();
      return done;
    } catch (error) {
      world.store.rollback();
      throw error;
    }
  };
  const kind = (entity: string) => {
    const found = addressedKind(entity);
    if (!found) throw badRequest(`There is no collection '${entity}'.`);
    return found;
  };
  const create = (entity: string, body: Row): StoredRow =>
    stored(act((actorId) => createRow(world, kind(entity), body, actorId)));
  const update = (entity: string, id: number, body: Row): StoredRow =>
    stored(act((actorId) => patchRow(world, kind(entity), id, body, actorId)));
  return {
    create, update,
    remove: (entity, id) => act((actorId) => deleteRow(world, kind(entity), id, actorId)),
    rows: (entity) => rowsOf(world, kind(entity).path).map(stored),
    row: (entity, id) => {
      const row = world.store.get(kind(entity).path, id);
      return row && stored(shownRow(row));
    },
    switchModule: (table, to) => act(() => switchModule(world, table, to)),
    quietly: (change) => world.quietly(change),
    setQuiet: world.setQuiet,
    plantContacts: (count, contact = somebody) => plantContacts(world, count, (n) => {
      const planted = contact(n);
      return contactBody(planted, CONTACT_TYPE[planted.kind ?? 'person']);
    }),
    addContact: (contact) => create('Contacts', contactBody(contact, CONTACT_TYPE.person)),
    addCompany: (company) => create('Contacts', contactBody(company, CONTACT_TYPE.company)),
    addPipeline: (name, stages = []) =>
      create('Deals@Pipelines', { Name: name, Stages: stages.map((Name) => ({ Name })) }),
    archivePipeline: (id) => update('Deals@Pipelines', id, { Archived: true }),
    restorePipeline: (id) => update('Deals@Pipelines', id, { Archived: false }),
  };
}

/** Persons with a name and a mobile of São Paulo, each of their own. */
const somebody = (n: number): PlantedContact => ({ name: `Cliente ${n + 1}`, phone: maskedMobile(n) });

function maskedMobile(n: number): string {
  const digits = String(80_000_000 + n);
  return `(11) 9${digits.slice(0, 4)}-${digits.slice(4)}`;
}

const stored = (row: Row): StoredRow => ({ ...structuredClone(row), Id: idOf(row) });

function contactBody(contact: ContactSeed, typeId: number): Row {
  const { name, phone, phones = [], email, register, companyId, ownerId } = contact;
  const numbers = phone === undefined ? phones : [phone, ...phones];
  return {
    Name: name, TypeId: typeId, Email: email ?? null, CompanyId: companyId ?? null, OwnerId: ownerId ?? null,
    ...(register === undefined ? {} : { Register: register }),
    Phones: numbers.map(phoneBody),
  };
}

const phoneBody = (number: string): Row => ({
  PhoneNumber: number, TypeId: 1, CountryId: number.startsWith('+') ? null : BRASIL,
});
