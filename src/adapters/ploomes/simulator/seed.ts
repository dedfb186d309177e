import { createHash } from 'node:crypto';
import { kindOf } from './schema.ts';
import { DEFAULT_AGENTS, DEFAULT_PIPELINES, LOOKUPS, NATIVE_FIELDS } from './seed-data.ts';
import type { AgentSeed, PipelineSeed } from './seed-data.ts';
import { createRow } from './write.ts';
import { blankRow } from './write-columns.ts';
import { idOf } from './wire.ts';
import type { Row } from './wire.ts';
import type { World } from './world.ts';

export interface AccountSeed {
  readonly seed: number;
  readonly userKey: string;
  readonly pipelines?: readonly PipelineSeed[] | undefined;
  readonly agents?: readonly AgentSeed[] | undefined;
}

/** A key of the platform's length that follows from the seed and the name alone. */
export const keyFrom = (seed: number, name: string): string =>
  createHash('sha512').update(`${seed}:${name}`).digest('hex').toUpperCase();

/** Fills an empty account: lookups, users with their keys, pipelines with their stages, loss reasons, native fields. */
export function seedAccount(world: World, account: AccountSeed): void {
  const { seed, userKey, pipelines = DEFAULT_PIPELINES, agents = DEFAULT_AGENTS } = account;
  for (const [table, rows] of Object.entries(LOOKUPS)) for (const row of rows) world.store.put(table, row);
  seedAccountRow(world);
  const owner = addUser(world, { Name: 'Helena Duarte', Email: 'helena.duarte@empresa.example', AccountOwner: true });
  const people = agents.map(({ name, email }) => addUser(world, { Name: name, Email: email }));
  const others = [
    addUser(world, { Name: 'Fábio Queiroz', Email: 'fabio.queiroz@empresa.example', Suspended: true }),
    addUser(world, { Name: 'Neppo', Email: 'neppo@integracao.example', Integration: true, NativeIntegration: true }),
  ];
  for (const user of [owner, ...people, ...others]) setKey(world, idOf(user), keyFrom(seed, `user-${idOf(user)}`));
  const itself = { Name: 'Integração Vínculo', Email: 'vinculo@integracao.example', Integration: true };
  const integration = addUser(world, itself);
  setKey(world, idOf(integration), userKey);
  world.store.setCounter('integrationUser', idOf(integration));
  world.store.setCounter('person', idOf(people[0] ?? owner));
  for (const { name, stages } of pipelines) {
    createRow(world, kindOf('Deals@Pipelines'), { Name: name, Stages: stages.map((Name) => ({ Name })) }, idOf(owner));
  }
  for (const Name of ['Preço', 'Sem retorno', 'Comprou de outro']) {
    createRow(world, kindOf('Deals@LossReasons'), { Name }, idOf(owner));
  }
  for (const field of NATIVE_FIELDS) seedField(world, field);
}

function seedAccountRow(world: World): void {
  const kind = kindOf('Account');
  world.store.put(kind.path, {
    Id: world.newId(kind), Name: 'Aurora', LegalName: 'Aurora Comércio Ltda', Register: '11444777000161',
    CreateDate: world.nowText(),
  });
}

const addUser = (world: World, body: Row): Row => createRow(world, kindOf('Users'), body, 0);

export function setKey(world: World, userId: number, key: string): void {
  world.store.put('~Keys', { Id: userId, Key: key });
}

function seedField(world: World, field: Row): void {
  const kind = kindOf('Fields');
  const flags = { Multiple: false, Unique: false, Dynamic: false, Required: false };
  world.store.put(kind.path, { ...blankRow(kind), ...flags, ...field, Id: world.newId(kind) });
}
