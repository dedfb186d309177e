import type { Row } from '../../../src/adapters/ploomes/simulator/index.ts';
import type { RunProgress, RunWish } from '../../../src/ports/index.ts';
import type { World } from '../../rig/world.ts';

/** A client of the chat as the simulator shows it. */
export interface SeenClient {
  readonly id: number;
  readonly userName: string | null;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly cpf: string | null;
  readonly externalCode: string | null;
  readonly active: boolean;
  readonly company: string | undefined;
}

const MOST_LOOKS = 80;
const BETWEEN_LOOKS_MS = 50;

/** Both sides of the customer base as tests look at them. */
export interface Base {
  /** Clients of the chat, agents left out. */
  clients(): readonly SeenClient[];
  clientOf(contact: number): SeenClient | undefined;
  /** What a custom field of a contact holds, by the field's name. */
  field(contact: number, name: string): unknown;
  /** Begins a run and waits until it rests. */
  run(wish?: RunWish): Promise<RunProgress>;
  /** Waits until a run does not go on by itself. */
  atRest(number?: number): Promise<RunProgress>;
  agentId(name: string): number;
  userId(email: string): number;
  /** Names of the agents whom a client is associated with. */
  agentsOf(client: number): readonly string[];
}

export function lookAt(world: World): Base {
  const { neppo, ploomes } = world;
  const state = (): { users: Row[]; agents: Row[] } => JSON.parse(JSON.stringify(neppo.state()));
  const clients = (): readonly SeenClient[] =>
    state().users.filter((user) => user['typeUser'] !== 'AGENT' && user['typeUser'] !== 'BOT').map((user) => ({
      id: Number(user['id']), userName: textOf(user['userName']), name: String(user['displayName'] ?? user['name'] ?? ''), phone: textOf(user['phone']),
      email: textOf(user['email']), cpf: textOf(user['cpf']), externalCode: textOf(user['externalCode']), active: user['active'] === true, company: companyOf(user),
    }));
  return {
    clients,
    clientOf: (contact) => clients().find(({ externalCode }) => externalCode === String(contact)),
    field(contact, name) {
      const field = ploomes.rows('Fields').find((row) => row['Name'] === name);
      const row = ploomes.rows('Contacts').find(({ Id }) => Id === contact);
      const values: unknown = row?.['OtherProperties'];
      const found = Array.isArray(values) ? values.filter((each) => each['FieldId'] === field?.Id) : [];
      return found.map((value) => value['StringValue'] ?? value['BoolValue'] ?? value['IntegerValue'] ?? value['UserValueId'] ?? value['ObjectValueId']);
    },
    async run(wish = { kind: 'first' }) {
      const begun = await world.hub().customerBase.start(world.connection, wish);
      if (begun === undefined) throw new Error('There is no such connection.');
      return await atRest(begun.run.number);
    },
    atRest,
    agentId: (name) => Number(state().agents.find((agent) => agent['name'] === name || Object(agent['user'])['name'] === name)?.['id']),
    userId: (email) => Number(ploomes.rows('Users').find((user) => user['Email'] === email)?.Id),
    agentsOf: (client) => neppo.associations().filter((each) => Number(Object(each)['clientId']) === client).map((each) => nameOf(Object(each)['agentId'])).toSorted(),
  };

  async function atRest(number?: number): Promise<RunProgress> {
    for (let tries = 0; tries < MOST_LOOKS; tries += 1) {
      await world.rest();
      const run = await world.hub().customerBase.progress(world.connection, number);
      if (run !== undefined && run.state !== 'running') return run;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS_MS));
    }
    throw new Error('The run goes on for longer than a test should.');
  }

  function nameOf(userId: unknown): string {
    return String(state().users.find((user) => user['id'] === userId)?.['name']);
  }
}

const textOf = (value: unknown): string | null => (value === null || value === undefined || value === '' ? null : String(value));

function companyOf(user: Row): string | undefined {
  const attributes: unknown = user['attributes'];
  const found: unknown = Array.isArray(attributes) ? attributes.find((each) => Object(each[1])['description'] === 'Empresa (Ploomes)') : undefined;
  return Array.isArray(found) ? String(found[2]) : undefined;
}
