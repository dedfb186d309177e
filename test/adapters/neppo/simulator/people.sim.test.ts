import { expect, onTestFinished, test } from 'vitest';
import { aSimulator, docsOf, rowAt } from './simulator-client.ts';

async function running() {
  const it = await aSimulator();
  onTestFinished(it.neppo.stop);
  const save = (body: unknown) => it.post('/chatapi/1.0/api/users/save', body);
  const getAll = async (path: string) => docsOf(await it.get(path));
  return { ...it, save, getAll };
}

test('a save without an id makes a client, with an id it changes what is given and leaves the rest', async () => {
  const { save, get } = await running();
  const made = await save({ id: null, displayName: 'Lia Matos', phone: '+5531987654321', email: 'lia@cliente.example', externalCode: 9001 });
  expect(made.status).toBe(200);
  expect(made.body).toMatchObject({
    userName: 'whatsapp_5531987654321', phone: '5531987654321', displayName: 'Lia Matos', externalCode: '9001',
    typeUser: 'USER', active: true, attributes: [], resource: null, createdAt: '2026-05-04T14:00:00',
  });
  const changed = await save({ id: made.body.id, cpf: '39053344705', externalCode: null });
  expect(changed.body).toMatchObject({ id: made.body.id, name: 'Lia Matos', cpf: '39053344705', externalCode: null, phone: '5531987654321' });
  expect((await get('/api/users/external-code/9001')).status).toBe(404);
  expect((await save({ id: 999999 })).status).toBe(404);
});

test('N15: a number of DDI 55 needs a real DDD and 8 or 9 digits, any other 7 to 15 digits', async () => {
  const { save } = await running();
  const status = async (phone: string) => (await save({ phone, displayName: 'Ivo' })).status;
  expect(await status('5511987654321')).toBe(200);
  expect(await status('551133334444')).toBe(200);
  expect(await status('351912345678')).toBe(200);
  expect(await status('5520987654321')).toBe(422);
  expect(await status('55119876')).toBe(422);
  expect(await status('55 11 98765-4321')).toBe(422);
  expect(await status('123456')).toBe(422);
  expect((await save({ phone: '5500' })).body).toEqual({ message: 'Telefone inválido' });
});

test('a number belongs to one user, by its exact digits alone', async () => {
  const { save } = await running();
  const first = await save({ phone: '5531987654321', displayName: 'Lia' });
  expect((await save({ phone: '5531987654321', displayName: 'Outra' })).status).toBe(409);
  expect((await save({ id: first.body.id, phone: '5531987654321' })).status).toBe(200);
  expect((await save({ phone: '553187654321', displayName: 'Outra' })).status).toBe(200);
});

test('attributes are saved by description and value, made when new, and read as triples', async () => {
  const { save, get } = await running();
  const { body } = await save({ phone: '5511987654321', attributes: [{ description: 'Empresa (Ploomes)', value: 'Aurora Ltda' }] });
  const changed = await save({ id: body.id, attributes: [{ description: 'ID Empresa (Ploomes)', value: '77' }] });
  const triples = [
    [1, { id: 11, description: 'Empresa (Ploomes)', active: true }, 'Aurora Ltda'],
    [2, { id: 12, description: 'ID Empresa (Ploomes)', active: true }, '77'],
  ];
  expect(changed.body.attributes).toEqual(triples);
  expect((await get(`/api/userAttributes/userAttributeByUserId/${body.id}`)).body).toEqual(triples);
});

test('agents have a user, a profile, an e-mail and a chat token or none', async () => {
  const { list, sim } = await running();
  const made = await sim('agents', { name: 'Rui Lobo', email: 'rui@empresa.example', groups: ['Suporte'], profileId: 16, chatToken: false });
  expect(made.body).toMatchObject({ agentToken: null, status: 'ONLINE', paused: false, user: { userName: 'rui.lobo', typeUser: 'AGENT', profile: { id: 16 } } });
  const { results } = (await list('agent', { conditions: [{ key: 'user.profile.id', value: '2', operator: 'EQNUM' }] })).body;
  expect(results).toHaveLength(2);
  expect(results[0]).toMatchObject({ agentToken: 'chat-token-70001', user: { email: 'bianca.prado@empresa.example' } });
  expect((await sim('agents', { name: 'X', groups: ['Nenhum'] })).status).toBe(404);
});

test('an agent pauses with a reason and comes back', async () => {
  const { post, getAll } = await running();
  const reason = rowAt(await getAll('/api/pauseReason/listPauseReason'));
  expect(reason).toMatchObject({ description: 'Pausa Padrão', timeInMinutes: 15 });
  const paused = await post(`/api/agents/bianca.prado/status?status=FIRST_PAUSE&descriptionOfChange=Outro&pauseReasonsId=${reason.id}`);
  expect(paused.body).toMatchObject({ status: 'FIRST_PAUSE', paused: true, pauseReasonsId: reason.id });
  const back = await post('/api/agents/bianca.prado/status?status=ONLINE&descriptionOfChange=ONLINE&pauseReasonsId=');
  expect(back.body).toMatchObject({ status: 'ONLINE', paused: false, pauseReasonsId: null });
});

test('agents are linked to clients once, listed, and parted', async () => {
  const { save, post, list } = await running();
  const clientId = (await save({ phone: '5511987654321', externalCode: '9001' })).body.id;
  const agentId = rowAt((await list('agent')).body.results).user.id;
  const path = '/chatapi/1.0/api/association-clients-to-agents';
  const first = await post(`${path}/save`, { clientId, agentId });
  expect((await post(`${path}/save`, { clientId, agentId })).body.id).toBe(first.body.id);
  const ofClient = { conditions: [{ key: 'client.id', value: String(clientId), operator: 'EQNUM', logic: 'AND' }] };
  expect((await post(path, ofClient)).body).toMatchObject({ size: 1, results: [{ clientId, agentId, client: { externalCode: '9001' } }] });
  expect((await post(`${path}/delete`, { clientId, agentId })).status).toBe(200);
  expect((await post(`${path}/delete`, { clientId, agentId })).status).toBe(404);
  expect((await post(path, ofClient)).body.size).toBe(0);
  expect((await post(`${path}/save`, { clientId, agentId: clientId })).status).toBe(404);
});

test('a group is renamed by its id and keeps it', async () => {
  const { sim, list } = await running();
  expect((await sim('groups', { id: 31, name: 'Vendas Sul' })).status).toBe(200);
  expect((await list('group-conf')).body.results[0]).toMatchObject({ id: 31, name: 'Vendas Sul', operation: { operationName: 'Comercial' } });
});

test('the tenant host serves sessions, comments, classifications and the caller to the same bearer', async () => {
  const { neppo, get, post } = await running();
  const { id } = neppo.startSession({ phone: '5511987654321', name: 'Ivo', group: 'Vendas', agent: 'Bianca Prado' });
  expect((await get(`/api/sessions/${id}/session`)).body).toMatchObject({ id, groupName: 'Vendas' });
  expect((await get('/api/sessions/1/session')).status).toBe(404);
  await post('/api/sessions/comment', { sessionId: id, comment: 'Ligar amanhã' });
  expect((await get(`/api/sessions/comment/${id}`)).body).toMatchObject([
    { sessionId: id, comment: 'Ligar amanhã', createdBy: 'integracao', createdAt: '2026-05-04T14:00:00' },
  ]);
  expect((await get('/api/users/logged')).body.userName).toBe('integracao');
  const tree = (await get('/api/classification-tree/3')).body;
  const leaf = rowAt(rowAt(tree.children).children);
  const posted = await post('/api/classification-tree/newClassificationServices', {
    id: null, sessionId: id, commentClassification: 'Enviado por e-mail', groupName: 'Vendas', groupConfId: 31,
    createdAt: '2026-05-04T17:00:00.000Z', agentId: 70001, displayName: 'Ivo', rootId: tree.id, classificationTreeSession: leaf.id,
  });
  expect(posted.body).toMatchObject({ sessionId: id, rootId: tree.id, classificationTreeSession: leaf.id, commentClassification: 'Enviado por e-mail' });
  expect((await get(`/api/classification-tree/bySession/${id}`)).body.classificationServices).toEqual([posted.body]);
});

test('a recording is found by its session', async () => {
  const { neppo, get, sim } = await running();
  const { id } = neppo.startSession({ phone: '551133334444', group: 'Vendas', channel: 'voice' });
  await sim(`sessions/${id}/recordings`, { audioUrl: 'https://gravacoes.example/1.mp3' });
  expect((await get(`/api/callLog/sessionId/${id}`)).body).toMatchObject([{ sessionId: id, audio_url: 'https://gravacoes.example/1.mp3' }]);
});
