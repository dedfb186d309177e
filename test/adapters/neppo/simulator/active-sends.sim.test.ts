import { expect, onTestFinished, test } from 'vitest';
import { aSimulator, docsOf, rowAt } from './simulator-client.ts';

async function running() {
  const it = await aSimulator();
  onTestFinished(it.neppo.stop);
  const send = async (more: Record<string, unknown> = {}) =>
    (await it.post('/chatapi/1.0/api/direct-message/save', {
      phoneNumber: '5531987654321', channel: 'WHATSAPP', message: 'Oi {{1}}', groupName: 'Vendas', groupConfId: 31,
      status: 'PROCESSANDO', generatedSession: 0, additionalInfo: JSON.stringify({ elementName: 'retomada_contato' }), ...more,
    })).body;
  const read = async (id: number) =>
    rowAt((await it.list('direct-message', { conditions: [{ key: 'id', value: String(id), operator: 'EQNUM' }] })).body.results);
  return { ...it, send, read };
}

test('an active send moves on with the clock: processing, sent, received, read', async () => {
  const { neppo, send, read } = await running();
  const { id } = await send();
  const statuses = [];
  for (const ms of [0, 2_000, 3_000, 25_000]) {
    neppo.advance(ms);
    statuses.push((await read(id)).status);
  }
  expect(statuses).toEqual(['PROCESSANDO', 'ENVIADA', 'RECEBIDA', 'LIDA']);
  expect(await read(id)).toMatchObject({ sessionId: null, hsmTemplate: null, phoneNumber: '5531987654321' });
});

test('a wrong group is never sent; a template that lacks its header medium never arrives; Meta may refuse', async () => {
  const { neppo, send, read, sim, renew } = await running();
  const wrong = await send({ groupName: 'Nenhum' });
  const bare = await send({ additionalInfo: JSON.stringify({ elementName: 'boleto_emitido' }) });
  const refused = await send();
  await sim(`direct-messages/${refused.id}/fail`, { reason: '131026 - undeliverable' });
  neppo.advance(3_600_000);
  await renew();
  expect((await read(wrong.id)).status).toBe('PROCESSANDO');
  expect((await read(bare.id)).status).toBe('ENVIADA');
  expect(await read(refused.id)).toMatchObject({ status: 'ERRO', description: '131026 - undeliverable' });
});

test('the client who answers starts a session in the group of the send, and the send names it', async () => {
  const { neppo, send, read } = await running();
  const { id } = await send();
  const session = neppo.startSession({ phone: '5531987654321' });
  expect(session.group).toBe('Vendas');
  expect(await read(id)).toMatchObject({ sessionId: session.id, status: 'LIDA' });
  expect(neppo.startSession({ phone: '5531987654321' }).group).toBeNull();
});

test('filtering active sends by template does nothing', async () => {
  const { send, list } = await running();
  await send();
  expect((await list('direct-message', { conditions: [{ key: 'hsmTemplate', value: 'x', operator: 'EQ' }] })).body.size).toBe(1);
});

test('the widget’s own send takes a list; templates are listed with their state', async () => {
  const { post, list } = await running();
  const sent = await post('/api/send/messages', [{ phone: '5511987654321', channel: 'WHATSAPP', group: 'Vendas', message: 'Oi' }]);
  expect(sent.body).toMatchObject([{ phoneNumber: '5511987654321', groupConfId: 31 }]);
  const { results } = (await list('hsm-template')).body;
  expect([...new Set(results.map(({ status }: { status: string }) => status))]).toEqual(['ACTIVE', 'PENDING', 'PAUSED', 'REJECTED', 'DISABLED']);
});

test('the places of a template are listed with their parts and types; a template of some groups is no other group’s', async () => {
  const { sim, get } = await running();
  const named = async (name: string, group = 31) => docsOf(await get(`/api/hsm/group/${group}`)).find((row) => row.elementName === name);
  const id = (await named('fatura_a_vencer'))?.id;
  expect(docsOf(await get(`/api/hsm/parameters/${id}`)).map(({ type, paramType }) => `${type} ${paramType}`)).toEqual(['BODY TEXT', 'BODY CURRENCY', 'BODY DATE', 'BUTTON URL']);
  await sim('templates', { name: 'so_suporte', text: 'Oi', groups: ['Suporte'] });
  expect([(await named('so_suporte'))?.elementName, (await named('so_suporte', 32))?.elementName]).toEqual([undefined, 'so_suporte']);
  expect((await sim('templates', { name: 'x', text: 'x', status: 'ATIVA' })).status).toBe(400);
});

const use = (elementName: string) => ({ additionalInfo: JSON.stringify({ elementName }) });

test('Meta refuses what it did not approve, and whatever it is told to refuse', async () => {
  const { send, sim } = await running();
  expect(await send(use('oferta_relampago'))).toMatchObject({ status: 'ERRO', description: '132015 - Template is paused' });
  expect(await send(use('oferta_antiga'))).toMatchObject({ description: '132016 - Template is disabled' });
  expect(await send(use('nenhum'))).toMatchObject({ description: '132001 - Template name does not exist in the translation' });
  await sim('direct-messages/refuse', { reason: '131049 - not delivered', phone: '5531987654321' });
  expect([(await send()).description, (await send({ phoneNumber: '5511987654321' })).status]).toEqual(['131049 - not delivered', 'PROCESSANDO']);
  await sim('direct-messages/refuse', { reason: null, phone: '5531987654321' });
  expect((await send()).status).toBe('PROCESSANDO');
});

test('who writes SAIR gets no more marketing, and all else', async () => {
  const { neppo, send, sim } = await running();
  const { id } = await send();
  const session = (await sim(`direct-messages/${id}/answer`, { text: ' Sair ' })).body;
  expect(await send()).toMatchObject({ status: 'ERRO', description: '131050 - User has stopped marketing messages' });
  expect(await send(use('fatura_a_vencer'))).toMatchObject({ status: 'PROCESSANDO' });
  neppo.message(session.id, { from: 'client', text: 'Podem escrever' });
  expect(await send()).toMatchObject({ status: 'PROCESSANDO' });
});

test('the session of an answer names the send that it answers', async () => {
  const { neppo, send, list, read } = await running();
  const { id } = await send();
  const { id: sessionId } = neppo.answerSend(id);
  expect(rowAt((await list('v2/user-session')).body.results)).toMatchObject({ id: sessionId, directMessageId: id, groupName: 'Vendas' });
  expect((await read(id)).sessionId).toBe(sessionId);
});

test('free text goes only to an ended session within 24 hours, and opens it again', async () => {
  const { neppo, post, renew } = await running();
  const write = async (sessionId: number) => (await post('/api/send/free-text', { message: 'Bom dia', sessionId, contentType: 'TEXT' })).body;
  const { id } = neppo.startSession({ phone: '5511987654321', group: 'Vendas' });
  expect(await write(1)).toMatchObject({ code: 'FREE_TEXT.SESSION_NOT_FOUND' });
  expect(await write(id)).toMatchObject({ code: 'FREE_TEXT.SESSION_OPEN' });
  neppo.close(id);
  const other = neppo.startSession({ phone: '5511987654321', group: 'Suporte' });
  expect(await write(id)).toMatchObject({ code: 'FREE_TEXT.USER_HAS_OPEN_SESSION' });
  neppo.close(other.id);
  expect(await write(id)).toMatchObject({ message: 'Bom dia', sendBy: 'agent' });
  neppo.close(id);
  neppo.advance(25 * 3_600_000);
  await renew();
  expect(await write(id)).toMatchObject({ code: 'FREE_TEXT.NO_OPEN_WINDOW' });
});
