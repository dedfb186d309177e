import * as z from 'zod';
import type { RunProgress, RunWish } from '../../../src/ports/index.ts';
import type { HandWoundWorld } from '../../rig/hand-wound.ts';
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

const text = z.string().nullable().transform((value) => (value === '' ? null : value));
const shape = z.object({
  users: z.array(z.object({
    id: z.number(), userName: text, name: text, displayName: text.optional(), phone: text, email: text, cpf: text, externalCode: text, active: z.boolean(), typeUser: z.string().nullable(),
    attributes: z.array(z.tuple([z.unknown(), z.object({ description: z.string() }), z.string().nullable()])),
  })),
});
const associations = z.array(z.object({ clientId: z.number(), agentId: z.number() }));
const value = z.unknown();
const values = z.array(z.object({ FieldId: z.number(), StringValue: value, BoolValue: value, IntegerValue: value, UserValueId: value, ObjectValueId: value })).catch([]);

const MOST_LOOKS = 80;
const BETWEEN_LOOKS_MS = 50;

const rows = z.object({ users: z.array(z.looseObject({ id: z.number(), userName: z.string().nullable(), externalCode: z.string().nullable() })) });

/** Every account of the chat, as the simulator keeps it. */
export const usersOf = (neppo: World['neppo']): z.infer<typeof rows> => rows.parse(JSON.parse(JSON.stringify(neppo.state())));

/** Every row of both sides, word for word, by what it is and its id. */
export function everything({ ploomes, neppo }: World): ReadonlyMap<string, string> {
  const { users } = usersOf(neppo);
  const tables = ['Contacts', 'Deals', 'InteractionRecords', 'Users', 'Fields'] as const;
  return new Map([
    ...users.map((user): [string, string] => [`user ${user.id}`, JSON.stringify(user)]),
    ...tables.flatMap((table) => ploomes.rows(table).map((row): [string, string] => [`${table} ${row.Id}`, JSON.stringify(row)])),
    ['associations', JSON.stringify(neppo.associations())],
  ]);
}

const WIND_EVERY_MS = 5;
const STEP_MS = 1_000;

/** Lets time pass while something goes on that waits by the clock now and then, as a run does. */
export async function whileWinding<Result>({ clock }: HandWoundWorld, act: () => Promise<Result>): Promise<Result> {
  const winding = setInterval(() => clock.advance(STEP_MS), WIND_EVERY_MS);
  return await act().finally(() => clearInterval(winding));
}

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
  userId(email: string): number;
  /** Names of the agents whom a client is associated with. */
  agentsOf(client: number): readonly string[];
}

export function lookAt(world: World): Base {
  const { neppo, ploomes } = world;
  const state = () => shape.parse(JSON.parse(JSON.stringify(neppo.state())));
  const clients = (): readonly SeenClient[] =>
    state().users.filter(({ typeUser }) => typeUser !== 'AGENT' && typeUser !== 'BOT').map(({ attributes, displayName, ...user }) => ({
      ...user, name: displayName ?? user.name ?? '', company: attributes.find(([, { description }]) => description === 'Empresa (Ploomes)')?.[2] ?? undefined,
    }));
  return {
    clients,
    clientOf: (contact) => clients().find(({ externalCode }) => externalCode === String(contact)),
    field(contact, name) {
      const field = ploomes.rows('Fields').find((row) => row['Name'] === name);
      const row = ploomes.rows('Contacts').find(({ Id }) => Id === contact);
      const found = values.parse(row?.['OtherProperties']).filter(({ FieldId }) => FieldId === field?.Id);
      return found.map(({ StringValue, BoolValue, IntegerValue, UserValueId, ObjectValueId }) => StringValue ?? BoolValue ?? IntegerValue ?? UserValueId ?? ObjectValueId);
    },
    async run(wish = { kind: 'first' }) {
      const begun = await world.hub().customerBase.start(world.connection, wish);
      if (begun === undefined) throw new Error('There is no such connection.');
      return await atRest(begun.run.number);
    },
    atRest,
    userId: (email) => Number(ploomes.rows('Users').find((user) => user['Email'] === email)?.Id),
    agentsOf: (client) => associations.parse(neppo.associations()).filter(({ clientId }) => clientId === client).map(({ agentId }) => nameOf(agentId)).toSorted(),
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

  function nameOf(userId: number): string {
    return state().users.find(({ id }) => id === userId)?.name ?? '';
  }
}
