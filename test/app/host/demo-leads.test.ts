import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { aFolder, leadsAt, ploomesStateOf, readyOf, runHost, until, type ReadyLine } from './host-process.ts';
import { typed } from './typed.ts';

const integrationOf = ({ integrations }: ReadyLine, platform: string) => integrations.find((each) => each.platform === platform);

const deliver = async (ready: ReadyLine, platform: 'hotmart' | 'kiwify', more: string): Promise<{ readonly exitCode: number; readonly statuses: readonly unknown[] }> => {
  const { exitCode, out } = await typed(`simulate deliver --platform ${platform} --to ${ready.hooks[platform]} --secret ${integrationOf(ready, platform)?.secret} --json ${more}`);
  return { exitCode, statuses: out.trim().split('\n').map((line) => z.object({ status: z.unknown() }).parse(JSON.parse(line)).status) };
};

const fillForm = async (ready: ReadyLine, firstName: string, phone: string): Promise<unknown> => {
  const contact = { email: `${firstName.toLowerCase()}@cliente.example`, firstName, lastName: 'Teste', phone, company: 'Empresa Teste', fields: { INTERESSE: 'Curso' } };
  const answer = await fetch(`${ready.activecampaign}/_sim/fire`, { method: 'POST', body: JSON.stringify({ to: ready.hooks.activecampaign, contact }) });
  return await answer.json();
};

const titlesOf = async (ready: ReadyLine): Promise<readonly string[]> => (await ploomesStateOf(ready)).deals.map(({ Title }) => Title);

test('WHK-05, WHK-07, ACL-02: the story tells what hub, Ploomes and Neppo hold of leads, and the printed purchase is taken', async () => {
  const demo = runHost(['demo', '--port', '0']);
  const said = await demo.says('No ar até Ctrl+C.');

  expect(said).toMatch(/Eva Prado preenche .*\n {2}→ o hub respondeu 200; lead Eva Prado criado; empresa \d+ criada \(Clínica Prado\); contato \d+ criado \(Eva Prado\); card \d+ criado em Funil de vendas, estágio Qualificação; campo interesse do lead: Consultoria\.\n/);
  const [, card, contact] = /Bia Ramos, que conversa .* avisa duas vezes\.\n {2}→ o hub respondeu 200 e 200; lead Bia Ramos criado; card (\d+) criado em Pós-venda, estágio Boas-vindas; tag "aluno" no lead e no contato (\d+); campo ultimo_curso do lead: Curso de Vendas; dito na conversa do Neppo: "Oi, Bia! Seu acesso a Curso de Vendas está liberado\."\.\n/.exec(said) ?? [];
  expect(said).toMatch(/mesma compra outra vez\.\n {2}→ o hub respondeu 200; nada mudou\.\n/);
  expect(said).toMatch(/altera no caminho .*\n {2}→ o hub respondeu 404; nada mudou\.\n/);
  expect(said).toMatch(/desta vez chega como foi assinado\.\n {2}→ o hub respondeu 200; lead Fábio Reis criado; tag "carrinho abandonado" no lead\.\n/);
  expect(said).toMatch(new RegExp(`Leads no hub:\\n.*\\n.*\\nEva Prado +Formulário do site +\\d+ +\\d+ +–\\nBia Ramos +Vendas na Hotmart +${contact} +${card} +aluno\\nFábio Reis +Carrinhos da Kiwify +– +– +carrinho abandonado\\n`));

  const printed = /npx vinculo (simulate deliver .+)$/m.exec(said)?.[1] ?? '';
  expect(await typed(printed)).toMatchObject({ exitCode: 0, out: expect.stringMatching(/^hotmart PURCHASE_APPROVED \d+: resposta 200\n$/) as unknown });
  demo.child.kill('SIGTERM');
  expect([await demo.ended(), demo.stderr()]).toEqual([0, '']);
});

test('WHK-07, ACL-06: a purchase that is repeated, tampered with, and repeated after a crash leaves one lead and one card', async () => {
  const db = join(aFolder(), 'demo.db');
  const first = runHost(['demo', '--db', db, '--port', '0', '--json']);
  const before = await readyOf(first);
  expect(before.leads).toEqual([]);
  expect(before.integrations.map(({ platform, status }) => [platform, status])).toEqual([['activecampaign', 'active'], ['hotmart', 'active'], ['kiwify', 'active']]);

  expect(await deliver(before, 'hotmart', '--order 7 --times 2')).toEqual({ exitCode: 0, statuses: [200, 200] });
  expect(await deliver(before, 'hotmart', '--order 8 --tamper signed-by-another')).toEqual({ exitCode: 1, statuses: [404] });
  expect(await deliver(before, 'kiwify', '--order 8 --tamper body-changed')).toEqual({ exitCode: 1, statuses: [404] });
  await until(async () => await titlesOf(before), (titles) => titles.length > 0);
  await first.crash();

  const second = runHost(['demo', '--db', db, '--json']);
  const after = await readyOf(second);
  expect({ ...after, leads: [] }).toEqual({ ...before, leads: [] });
  expect(await deliver(after, 'hotmart', '--order 7')).toEqual({ exitCode: 0, statuses: [200] });
  expect(await fillForm(after, 'Eva', '(19) 99765-1122')).toEqual({ status: 200 });
  await until(async () => await leadsAt(after), (leads) => leads.some(({ cardIds, name }) => name === 'Eva Teste' && cardIds.length > 0));
  expect(await titlesOf(after)).toEqual(['Ana Souza', expect.any(String)]);
  expect((await leadsAt(after)).map(({ name, tags, cardIds }) => [name, tags, cardIds.length])).toEqual([['Eva Teste', [], 1], ['Ana Souza', ['aluno'], 1]]);
});

test.each([
  ['deliver --platform nope --to http://127.0.0.1:9/', /nada da plataforma nope está pronto\. Use um destes: activecampaign, /],
  ['deliver --platform hotmart --event nope --to http://127.0.0.1:9/', /o evento nope de hotmart não está pronto\. Use um destes: PURCHASE_APPROVED, /],
  ['deliver --platform hotmart --tamper unsigned --to http://127.0.0.1:9/', /sem --secret nada é assinado.*Indique --secret\./],
])('vinculo simulate %s is refused with what to do about it', async (line, complaint) => {
  const { exitCode, out, err } = await typed(`simulate ${line}`);
  expect([exitCode, out]).toEqual([2, '']);
  expect(err).toMatch(complaint);
});

test('a delivery that nobody takes ends with 1 and says so', async () => {
  const { exitCode, out, err } = await typed('simulate deliver --platform hotmart --order 3 --to http://127.0.0.1:9/ --lang en');
  expect([exitCode, out]).toEqual([1, 'hotmart PURCHASE_APPROVED 3: nobody answered\n']);
  expect(err).toMatch(/the delivery was not taken/);
});

test('a simulated ActiveCampaign by itself says where it is, and its controls are had over HTTP', async () => {
  const simulator = runHost(['simulate', 'activecampaign', '--json']);
  await simulator.says('\n');
  const { url, key } = z.object({ url: z.url(), key: z.string() }).parse(JSON.parse(simulator.stdout()));
  const ask = async (path: string, body?: object): Promise<unknown> =>
    await (await fetch(`${url}${path}`, { headers: { 'api-token': key }, ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }) })).json();
  expect(await ask('/_sim/fields', { title: 'Cargo' })).toMatchObject({ title: 'Cargo', perstag: 'CARGO' });
  expect(await ask('/api/3/fields')).toMatchObject({ fields: [{ title: 'Cargo' }] });
  expect(await ask('/_sim/fire', { to: 'http://127.0.0.1:9/', contact: { email: 'ana@example.com' } })).toEqual({ status: null });
  expect(await ask('/_sim/fire', { contact: {} })).toMatchObject({ error: expect.stringContaining('email') as unknown });
  expect(await ask('/_sim/faults', { status: 500 })).toEqual({ status: 500, times: 1 });
  expect((await fetch(`${url}/api/3/fields`, { headers: { 'api-token': key } })).status).toBe(500);
  expect(await ask('/_sim/calls')).toEqual({ total: 2, throttled: 0 });
  const { port } = new URL(url);
  const rival = runHost(['simulate', 'activecampaign', '--port', port]);
  expect([await rival.ended(), rival.stdout()]).toEqual([2, '']);
  expect(rival.stderr()).toMatch(/a porta está ocupada/);
  simulator.child.kill('SIGTERM');
  expect(await simulator.ended()).toBe(0);
});
