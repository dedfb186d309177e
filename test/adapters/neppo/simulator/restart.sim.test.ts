import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { createNeppoSimulator } from '../../../../src/adapters/neppo/simulator/index.ts';
import { aReceiver, aSimulator, contentOf, mintToken, request } from './simulator-client.ts';

function aStateFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'neppo-simulator-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return join(folder, 'neppo.sim');
}

test('a simulator that was stopped goes on where it was: rows, numbering, token, clock and addresses', async () => {
  const stateFile = aStateFile();
  const first = await aSimulator({ stateFile });
  first.neppo.subscribe('Agent', 'http://127.0.0.1:9/none');
  const { id } = first.neppo.startSession({ phone: '5511987654321', name: 'Ivo', group: 'Vendas' });
  first.neppo.advance(5000);
  first.neppo.comment(id, 'Ligar amanhã');
  const token = (await mintToken(first.neppo)).body.access_token;
  const before = first.neppo.state();
  await first.neppo.stop();

  const { neppo } = { neppo: await createNeppoSimulator({ stateFile, clock: { now: () => Number(before['now']) - 5000 } }) };
  onTestFinished(neppo.stop);
  expect(neppo.state()).toEqual(before);
  const groups = await request(`${neppo.url}/chatapi/1.0/api/group-conf`, { body: {}, token });
  expect(groups.status).toBe(200);
  expect(neppo.startSession({ phone: '5511987654321' })).toMatchObject({ id: id + 1, protocol: 'WA00000000002' });
});

test('a line torn by a crash is an action that never happened', async () => {
  const stateFile = aStateFile();
  const first = await aSimulator({ stateFile });
  first.neppo.saveGroup({ name: 'Jurídico' });
  await first.neppo.stop();
  appendFileSync(stateFile, '[["groups",31,{"id":31,"na');
  const second = await aSimulator({ stateFile });
  onTestFinished(second.neppo.stop);
  expect((await second.list('group-conf')).body.results.map(({ name }: { name: string }) => name)).toContain('Jurídico');
});

test('groups and agents that a later start asks for join the tenant; a renamed group does not come back', async () => {
  const stateFile = aStateFile();
  await (await aSimulator({ stateFile, groups: ['Vendas'] })).neppo.stop();
  const { neppo } = await aSimulator({ stateFile, groups: ['Vendas', 'Obras'], agents: [{ name: 'Rui Lobo', groups: ['Obras'] }] });
  onTestFinished(neppo.stop);
  neppo.saveGroup({ id: 31, name: 'Vendas Sul' });
  const { groups, agents } = neppo.state();
  expect([groups, agents]).toMatchObject([[{ name: 'Vendas Sul' }, { name: 'Obras' }], expect.any(Array)]);
  expect(agents).toHaveLength(4);
  await neppo.stop();
  const again = await aSimulator({ stateFile, groups: ['Vendas', 'Obras'] });
  onTestFinished(again.neppo.stop);
  expect(again.neppo.state()['groups']).toHaveLength(2);
});

test('killed outright, it forgets nothing that it had answered, and sends the webhooks that were waiting', async () => {
  const stateFile = aStateFile();
  const receiver = await aReceiver();
  await receiver.close();
  const front = new URL('../../../../src/adapters/neppo/simulator/index.ts', import.meta.url).href;
  const script = join(stateFile, '..', 'run.mjs');
  writeFileSync(script, `import { createNeppoSimulator } from ${JSON.stringify(front)};
    const it = await createNeppoSimulator({ stateFile: ${JSON.stringify(stateFile)}, webhooks: { ChatSession: ${JSON.stringify(receiver.url)} } });
    console.log(it.url);`);
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const url = String(await once(createInterface(child.stdout), 'line'));
  const { body } = await request(`${url}/_sim/sessions`, { body: { phone: '5511987654321', group: 'Vendas' } });
  child.kill('SIGKILL');
  await once(child, 'exit');

  await receiver.listen();
  onTestFinished(receiver.close);
  const { neppo } = await aSimulator({ stateFile });
  onTestFinished(neppo.stop);
  await neppo.settled();
  expect(receiver.received.map((webhook) => contentOf(webhook).id)).toEqual([body.id]);
});

test.skipIf(process.platform === 'win32')('the state may be read by its owner alone, also when others could read it before', async () => {
  const stateFile = aStateFile();
  const modes = () => readdirSync(dirname(stateFile)).map((name) => [name, (statSync(join(dirname(stateFile), name)).mode & 0o777).toString(8)]);
  await (await aSimulator({ stateFile })).neppo.stop();
  expect(modes()).toEqual([['neppo.sim', '600']]);
  chmodSync(stateFile, 0o644);
  await (await aSimulator({ stateFile })).neppo.stop();
  expect(modes()).toEqual([['neppo.sim', '600']]);
});
