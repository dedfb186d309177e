import type { Kind } from './schema.ts';
import { childCollections, kindOf } from './schema.ts';
import { assignColumns, blankRow, checkReferences } from './write-columns.ts';
import { badRequest, childrenOf, idOf, isRow, numberAt, textAt } from './wire.ts';
import type { Json, Row } from './wire.ts';
import type { World } from './world.ts';

/**
 * Writes the child collections named in a body. An array that is sent replaces every row the collection had, unless
 * the account is switched to `merge`; a collection that is not sent stays as it is.
 */
export function assignChildren(world: World, kind: Kind, row: Row, body: Row): void {
  for (const [name, childKind] of childCollections(kind)) {
    const sent = body[name];
    if (sent === undefined) continue;
    const before = childrenOf(row, name);
    const built = rowsIn(sent, name).map((each) => buildChild(world, kind, row, childKind, each, before));
    const merges = world.switches.patchArrays === 'merge';
    const kept = merges ? before.filter((old) => !built.some((child) => isSame(old, child))) : [];
    row[name] = [...kept, ...built].filter((child) => !isEmptyProperty(child));
    if (childKind.type === 'OtherProperty') checkSingle(world, childrenOf(row, name));
  }
}

function rowsIn(sent: Json, name: string): readonly Row[] {
  if (sent === null) return [];
  if (Array.isArray(sent) && sent.every(isRow)) return sent.filter(isRow);
  throw badRequest(`The property '${name}' must be an array of objects.`);
}

function buildChild(world: World, owner: Kind, parent: Row, kind: Kind, body: Row, before: readonly Row[]): Row {
  const child = blankRow(kind);
  assignColumns(kind, child, body, []);
  const known = before.find((old) => idOf(old) === numberAt(body, 'Id'));
  child['Id'] = known ? idOf(known) : world.newId(kind);
  const ownerColumn = `${owner.type}Id`;
  if (kind.columns.has(ownerColumn)) child[ownerColumn] = idOf(parent);
  if (kind.path === 'Phones') completePhone(child);
  if (kind.type === 'OtherProperty') completeProperty(world, owner, child, body);
  if (kind.columns.has('TagId')) checkTag(world, owner, child);
  checkReferences(world, kind, child);
  return child;
}

/** The platform searches phones by their digits exactly as typed: no country code is added or taken away. */
function completePhone(phone: Row): void {
  const digits = (textAt(phone, 'PhoneNumber') ?? '').replace(/\D/g, '');
  phone['SearchPhoneNumber'] = digits === '' ? null : Number(digits);
}

/** A tag belongs to one kind of row; one that was made without saying which serves all. */
function checkTag(world: World, owner: Kind, child: Row): void {
  const tag = world.store.get('Tags', numberAt(child, 'TagId') ?? 0);
  const entityId = numberAt(tag ?? {}, 'EntityId');
  if (tag === undefined || (entityId !== undefined && entityId !== owner.webhookEntityId)) {
    throw badRequest(`The TagId ${numberAt(child, 'TagId') ?? ''} does not exist on '${owner.type}'.`);
  }
}

const TYPED_VALUES = [
  'StringValue', 'BigStringValue', 'IntegerValue', 'DecimalValue', 'DateTimeValue', 'BoolValue',
] as const;
const REFERENCES = ['UserValueId', 'ContactValueId', 'ObjectValueId', 'ProductValueId', 'CurrencyValueId'] as const;

const ACCEPTED: Readonly<Record<string, readonly string[]>> = {
  String: ['StringValue', 'BigStringValue'],
  BigString: ['BigStringValue', 'StringValue'],
  Integer: ['IntegerValue', ...REFERENCES],
  Decimal: ['DecimalValue', 'IntegerValue'],
  DateTime: ['DateTimeValue'],
  Bool: ['BoolValue'],
};

/** A custom-field value names its field by key; options, users and contacts travel in `IntegerValue`. */
function completeProperty(world: World, owner: Kind, property: Row, body: Row): void {
  const field = fieldFor(world, owner, body);
  property['FieldId'] = idOf(field);
  property['FieldKey'] = field['Key'] ?? null;
  const type = world.store.get('Fields@Types', numberAt(field, 'TypeId') ?? 0) ?? {};
  const accepted = ACCEPTED[textAt(type, 'NativeType') ?? 'String'] ?? [];
  for (const name of [...TYPED_VALUES, ...REFERENCES]) {
    if (property[name] !== null && !accepted.includes(name)) {
      throw badRequest(`The field '${textAt(field, 'Key')}' does not accept '${name}'.`);
    }
  }
  completeReference(world, field, property);
}

function fieldFor(world: World, owner: Kind, body: Row): Row {
  const [column, value] = body['FieldKey'] === undefined ? ['Id', body['FieldId'] ?? null] : ['Key', body['FieldKey']];
  const found = world.store
    .rows('Fields')
    .find((each) => each['EntityId'] === owner.webhookEntityId && each[column] === value);
  if (!found) throw badRequest(`The field ${JSON.stringify(value)} does not exist on '${owner.type}'.`);
  return found;
}

/** Only fields that are made for it hold several values. */
function checkSingle(world: World, properties: readonly Row[]): void {
  for (const [at, { FieldId: fieldId = null, FieldKey: key = null }] of properties.entries()) {
    const isSecond = properties.findIndex((each) => each['FieldId'] === fieldId) < at;
    const isMultiple = typeof fieldId === 'number' && world.store.get('Fields', fieldId)?.['Multiple'] === true;
    if (isSecond && !isMultiple) throw badRequest(`The field ${JSON.stringify(key)} holds one value alone.`);
  }
}

const OPTION = 7;
const CONTACT = 8;
const USER = 9;

function completeReference(world: World, field: Row, property: Row): void {
  const sent = ['IntegerValue', ...REFERENCES].map((name) => numberAt(property, name));
  const id = sent.find((each) => each !== undefined);
  if (id === undefined) return;
  const type = numberAt(field, 'TypeId');
  const refer = (table: string, columns: Readonly<Record<string, string>>): void => {
    const target = world.store.get(table, id);
    if (!target) throw badRequest(`The value ${id} does not exist for the field '${textAt(field, 'Key')}'.`);
    property['IntegerValue'] = id;
    for (const [column, source] of Object.entries(columns)) property[column] = target[source] ?? null;
  };
  if (type === OPTION) {
    if (world.store.get('Fields@OptionsTables@Options', id)?.['TableId'] !== field['OptionsTableId']) {
      throw badRequest(`The option ${id} does not exist for the field '${textAt(field, 'Key')}'.`);
    }
    refer('Fields@OptionsTables@Options', { ObjectValueId: 'Id', ObjectValueName: 'Name' });
  }
  if (type === USER) refer('Users', { UserValueId: 'Id', UserValueName: 'Name', UserValueAvatarUrl: 'AvatarUrl' });
  if (type === CONTACT) {
    const shown = { ContactValueId: 'Id', ContactValueName: 'Name', ContactValueTypeId: 'TypeId' };
    refer('Contacts', { ...shown, ContactValueRegister: 'Register' });
  }
}

const isEmptyProperty = (child: Row): boolean =>
  'FieldKey' in child && [...TYPED_VALUES, ...REFERENCES].every((name) => (child[name] ?? null) === null);

const SAME_BY = ['FieldKey', 'PhoneNumber', 'TagId', 'UserId', 'ContactId'] as const;

/** In `merge`, which row of the collection a sent row stands for. */
function isSame(old: Row, child: Row): boolean {
  const column = SAME_BY.find((name) => name in child && !(name === 'ContactId' && 'UserId' in child));
  return idOf(old) === idOf(child) || (column !== undefined && old[column] === child[column]);
}

/** Adds one row to a child collection that only grows (comments, attachments). */
export function appendChild(world: World, row: Row, collection: 'Comments' | 'Attachments', values: Row): Row {
  const kind = kindOf(collection);
  const child: Row = { ...blankRow(kind), ...values, Id: world.newId(kind) };
  row[collection] = [...childrenOf(row, collection), child];
  return child;
}
