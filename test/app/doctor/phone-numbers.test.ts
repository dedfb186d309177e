import { afterEach, expect, test } from 'vitest';
import { checkPeople } from '../../../src/app/use-cases/doctor/checks/people.ts';
import type { HealthFacts, NumberQuality } from '../../../src/app/use-cases/doctor/facts.ts';
import { tellFinding } from '../../../src/app/wording/index.ts';
import { parseCrmUserId, type CrmUser, type CrmUserId } from '../../../src/domain/index.ts';
import { createWorld, type World } from '../../rig/world.ts';
import { lookAt } from '../synchronisation/base.ts';

let world: World | undefined;
afterEach(async () => await world?.close());

const UNTOLD = { known: 'no', code: 'not-asked' } as const;

function userId(raw: string): CrmUserId {
  const id = parseCrmUserId(raw);
  if (!id.ok) throw new Error('This is no id.');
  return id.value;
}

const aUser = (id: string, name: string, integration: boolean): CrmUser => ({ id: userId(id), name, integration, suspended: false });
const USERS = [aUser('1', 'Formulário do site', true), aUser('2', 'RD Station', true), aUser('3', 'Ana Souza', false)];
const madeBy = (id: string, invalid: number, valid = 20) => ({ createdBy: userId(id), valid, invalid });

function told(numbers: NumberQuality | 'untold', users: HealthFacts['users'] = { known: 'yes', value: USERS }) {
  const facts: Pick<HealthFacts, 'agents' | 'users' | 'agentsField' | 'numbers'> = { agents: UNTOLD, users, agentsField: 'untold', numbers };
  const finding = checkPeople(facts).find(({ id }) => id === 'phone-numbers');
  if (finding === undefined) throw new Error('There is no such check.');
  return tellFinding(finding, 'pt-BR');
}

test('PHN-06: a notable share of invalid numbers brings the advice, and names the integrations that made them, the worst first, and nobody else', () => {
  expect(told([madeBy('1', 4), madeBy('2', 6), madeBy('3', 9)])).toMatchObject({
    outcome: 'warning', text: '19 números inválidos, criados por RD Station, Formulário do site.', mend: expect.stringContaining('DDI obrigatório') as unknown,
  });
});

test('PHN-06: one integration that makes bad numbers is named although they are few among all', () => {
  expect(told([madeBy('1', 5, 15), madeBy('3', 0, 100_000)])).toMatchObject({ outcome: 'warning', text: '5 números inválidos, criados por Formulário do site.' });
});

test('PHN-06: where the users cannot be asked the advice names nobody', () => {
  expect(told([madeBy('1', 5, 15)], UNTOLD)).toMatchObject({ outcome: 'warning', text: '5 números inválidos.' });
});

test.each([
  ['a small share', [madeBy('1', 4, 96)], 'fine'],
  ['too few to tell', [{ valid: 0, invalid: 19 }], 'fine'],
  ['nobody has counted', 'untold', 'unknown'],
] as const)('PHN-06: nothing is advised: %s', (_why, numbers, outcome) => {
  expect(told(numbers)).toMatchObject({ outcome });
});

test('PHN-06: the integration that makes bad numbers in Ploomes is named by the doctor', { timeout: 30_000 }, async () => {
  world = await createWorld({ chatBudget: { perMinute: 0 } });
  const { ploomes, connection } = world;
  ploomes.plantContacts(20);
  const byIntegration = async (n: number): Promise<Response> => await fetch(`${ploomes.url}/Contacts`, {
    method: 'POST', headers: { 'user-key': ploomes.userKey }, body: JSON.stringify({ Name: `Lead ${n}`, TypeId: 2, Phones: [{ PhoneNumber: '99', TypeId: 1 }] }),
  });
  for (let n = 0; n < 20; n += 1) expect((await byIntegration(n)).status).toBe(200);
  await lookAt(world).run();
  const checkup = await world.hub().doctor.examine(connection);
  expect(checkup?.findings.find(({ id }) => id === 'phone-numbers')).toMatchObject({ seen: 'many-invalid', text: '20 números inválidos, criados por Integração Vínculo.' });
});
