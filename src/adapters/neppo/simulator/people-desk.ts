import { type SaveAgent, saveAgent } from './agents.ts';
import { isWhatsApp } from './channels.ts';
import { agentNamed } from './names.ts';
import { newUser } from './new-user.ts';
import { digitsOf, isPhoneAccepted, waIdOf } from './phone-rule.ts';
import { badField, SimulatorRefusal } from './refusal.ts';
import type { AgentRow, AssociationRow, GroupRow, UserRow } from './rows.ts';
import { announce, type World } from './world.ts';

/** A client as it is saved: what is absent stays as it is, null empties. */
export interface SaveUser {
  readonly id?: number | null | undefined;
  readonly userName?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly cpf?: string | null | undefined;
  readonly externalCode?: string | null | undefined;
  readonly country?: string | null | undefined;
  readonly originUser?: string | null | undefined;
  readonly active?: boolean | null | undefined;
  readonly attributes?: readonly { readonly description: string; readonly value: string | null }[] | undefined;
}

/** A group as a test makes one; with an id, the group that gets another name. */
export interface SaveGroup {
  readonly id?: number | undefined;
  readonly name: string;
  readonly active?: boolean | undefined;
  /** Whether a session of the group cannot be ended at hand without a classification. @defaultValue false */
  readonly mandatoryClassification?: boolean | undefined;
  /** The root of its classification tree, or null for none. @defaultValue the account's first */
  readonly treeId?: number | null | undefined;
}

/** Clients, agents, groups and who serves whom. */
export interface PeopleDesk {
  /** @throws {@link SimulatorRefusal} 422 for a phone that Neppo refuses, 409 for one that another user has. */
  readonly saveUser: (input: SaveUser) => UserRow;
  /** The client of a session's channel, made when unknown. */
  readonly clientOf: (channel: string, contact: SaveUser) => UserRow;
  /** Puts clients there in great number, as an earlier import would have left them: no rule looks at them, and nobody is told. */
  readonly plant: (count: number, person: (n: number) => SaveUser) => void;
  /** Deletes a user. A client's associations go along; an agent's stay behind and point at nobody. */
  readonly removeUser: (id: number) => void;
  readonly saveAgent: (input: SaveAgent) => AgentRow;
  readonly setStatus: (userName: string, status: string, pauseReasonsId: number | null) => AgentRow;
  readonly saveGroup: (input: SaveGroup) => GroupRow;
  readonly associate: (clientId: number, agentUserId: number) => AssociationRow;
  readonly separate: (clientId: number, agentUserId: number) => boolean;
}

export function createPeopleDesk(world: World): PeopleDesk {
  const { store, clock } = world;
  const saveUser = (input: SaveUser): UserRow => {
    const known = knownUser(world, input.id);
    return writeUser(known, input, acceptedPhone(world, input.phone, known));
  };
  const writeUser: WriteUser = (known, input, phone) => {
    const row = (id: number): UserRow => ({
      ...(known ?? newUser(id, phone, clock.second())),
      ...changesOf(input),
      ...(phone === undefined ? {} : { phone }),
      ...(input.attributes ? { attributes: withAttributes(world, known, input.attributes) } : {}),
      updatedAt: clock.second(),
    });
    const saved = known ? store.users.put(row(known.id)) : store.users.insert(row);
    announce(world, 'User', known ? 'UPDATE' : 'CREATE', saved.id);
    return saved;
  };
  return {
    saveUser,
    clientOf: (channel, contact) => clientOf(world, writeUser, channel, contact),
    plant: (count, person) => plantUsers(world, count, person),
    removeUser: (id) => removeUser(world, id),
    saveAgent: (input) => saveAgent(world, input),
    setStatus: (userName, status, pauseReasonsId) => {
      const agent = agentNamed(store, userName);
      const changed = store.agents.put({ ...agent, status, pauseReasonsId, updatedAt: clock.second() });
      announce(world, 'Agent', 'UPDATE', changed.id);
      return changed;
    },
    saveGroup: ({ id, name, active = true, mandatoryClassification, treeId }) => {
      const known = id === undefined ? store.groups.all().find((group) => group.name === name) : store.groups.get(id);
      if (id !== undefined && !known) throw badField('id', `there is no group ${id}`);
      const asked = { name, active, ...(mandatoryClassification === undefined ? {} : { mandatoryClassification }), ...(treeId === undefined ? {} : { treeId }) };
      if (known) return store.groups.put({ ...known, ...asked });
      return store.groups.insert((newId) => ({ id: newId, operationName: 'Comercial', mandatoryClassification: false, ...asked }));
    },
    associate: (clientId, agentUserId) => associate(world, clientId, agentUserId),
    separate: (clientId, agentUserId) => {
      const row = associationOf(world, clientId, agentUserId);
      if (!row) return false;
      announce(world, 'AssociationClientsToAgents', 'DELETE', row.id);
      store.associations.remove(row.id);
      return true;
    },
  };
}

type WriteUser = (known: UserRow | undefined, input: SaveUser, phone: string | null | undefined) => UserRow;

function knownUser({ store }: World, id: number | null | undefined): UserRow | undefined {
  if (id === null || id === undefined) return undefined;
  const known = store.users.get(id);
  if (!known) throw new SimulatorRefusal(404, 'Usuário não encontrado');
  return known;
}

/** The digits to store; null empties, undefined leaves as it is. */
function acceptedPhone(world: World, phone: string | null | undefined, known: UserRow | undefined): string | null | undefined {
  if (phone === undefined) return undefined;
  if (phone === null || phone === '') return null;
  const digits = phone.replace(/^\+/, '');
  if (!isPhoneAccepted(digits)) throw new SimulatorRefusal(422, 'Telefone inválido');
  const other = world.store.users.find('phone', digits).find(({ id }) => id !== known?.id);
  if (other) throw new SimulatorRefusal(409, 'Telefone já cadastrado');
  return digits;
}

function changesOf(input: SaveUser): Partial<UserRow> {
  const { userName, name, email, cpf, externalCode, country, originUser, active } = input;
  return {
    ...(userName ? { userName } : {}),
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(cpf === undefined ? {} : { cpf }),
    ...(externalCode === undefined ? {} : { externalCode }),
    ...(country ? { country } : {}),
    ...(originUser === undefined ? {} : { originUser }),
    ...(typeof active === 'boolean' ? { active } : {}),
  };
}

type Attributes = NonNullable<SaveUser['attributes']>;

function withAttributes({ store }: World, known: UserRow | undefined, given: Attributes): UserRow['attributes'] {
  const values = new Map((known?.attributes ?? []).map(({ attributeId, value }) => [attributeId, value]));
  for (const { description, value } of given) {
    const attribute =
      store.attributes.all().find((each) => each.description === description) ??
      store.attributes.insert((id) => ({ id, description }));
    if (value === null) values.delete(attribute.id);
    else values.set(attribute.id, value);
  }
  return [...values].map(([attributeId, value]) => ({ attributeId, value }));
}

/** The number is taken as the channel gives it: Neppo checks what is typed, not what rings. */
function clientOf(world: World, write: WriteUser, channel: string, contact: SaveUser): UserRow {
  const digits = contact.phone ? digitsOf(contact.phone) : undefined;
  const phone = digits && isWhatsApp(channel) ? waIdOf(digits) : digits;
  const address = phone ?? contact.email ?? `${world.store.settings.next('visitor')}`;
  const userName = `${channel.toLowerCase().split('_')[0]}_${address}`;
  const known = world.store.users.find('userName', userName)[0] ?? (phone ? world.store.users.find('phone', phone)[0] : undefined);
  if (!known) return write(undefined, { ...contact, userName, originUser: channel }, phone);
  const news = newsOf(known, contact);
  return Object.keys(news).length > 0 ? write(known, news, undefined) : known;
}

/** What a known client says that was not known; a name is never replaced. */
function newsOf(known: UserRow, { name, email, cpf, externalCode }: SaveUser): SaveUser {
  return {
    ...(name && known.name === null ? { name } : {}),
    ...(email && email !== known.email ? { email } : {}),
    ...(cpf && cpf !== known.cpf ? { cpf } : {}),
    ...(externalCode && externalCode !== known.externalCode ? { externalCode } : {}),
  };
}

function plantUsers(world: World, count: number, person: (n: number) => SaveUser): void {
  const { store, clock } = world;
  for (let n = 0; n < count; n += 1) {
    const { attributes, ...input } = person(n);
    store.users.insert((id) => ({
      ...newUser(id, input.phone, clock.second()), ...changesOf(input), phone: input.phone ?? null,
      attributes: attributes ? withAttributes(world, undefined, attributes) : [],
    }));
  }
}

function removeUser(world: World, id: number): void {
  const { store } = world;
  const user = store.users.get(id);
  if (!user) throw new SimulatorRefusal(404, 'Usuário não encontrado');
  for (const agent of store.agents.find('userId', id)) {
    announce(world, 'Agent', 'DELETE', agent.id);
    store.agents.remove(agent.id);
  }
  for (const association of store.associations.find('clientId', id)) {
    announce(world, 'AssociationClientsToAgents', 'DELETE', association.id);
    store.associations.remove(association.id);
  }
  announce(world, 'User', 'DELETE', id);
  store.users.remove(id);
}

const associationOf = ({ store }: World, clientId: number, agentUserId: number): AssociationRow | undefined =>
  store.associations.find('clientId', clientId).find((row) => row.agentUserId === agentUserId);

function associate(world: World, clientId: number, agentUserId: number): AssociationRow {
  const { store, clock } = world;
  const known = associationOf(world, clientId, agentUserId);
  if (known) return known;
  if (!store.users.get(clientId)) throw new SimulatorRefusal(404, 'Cliente não encontrado');
  if (store.users.get(agentUserId)?.typeUser !== 'AGENT') throw new SimulatorRefusal(404, 'Agente não encontrado');
  const row = store.associations.insert((id) => ({ id, clientId, agentUserId, createdAt: clock.second() }));
  announce(world, 'AssociationClientsToAgents', 'CREATE', row.id);
  return row;
}
