import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { samples, samplesAvailable } from '../../../samples.ts';
import { aSimulator, rowAt } from './simulator-client.ts';

const listed = z.object({ response: z.object({ body: z.object({ results: z.array(z.record(z.string(), z.unknown())).min(1) }) }) });
const told = z.object({ asObject: z.record(z.string(), z.unknown()) });
const row = z.record(z.string(), z.unknown());

/** Every key of a captured row, dotted, that ours does not have; what is null in either says nothing of what is below. */
function missing(captured: unknown, ours: unknown, path = ''): string[] {
  const [theirs, own] = [row.safeParse(captured).data, row.safeParse(ours).data];
  if (!theirs || !own) return [];
  return Object.entries(theirs).flatMap(([key, value]) =>
    key in own ? missing(value, own[key], `${path}${key}.`) : [`${path}${key}`],
  );
}

async function aBusyTenant() {
  const it = await aSimulator();
  onTestFinished(it.neppo.stop);
  const { neppo } = it;
  neppo.pauseWebhooks();
  neppo.saveUser({ phone: '5511987654321', userName: 'whatsapp_5511987654321', name: 'Ivo', attributes: [{ description: 'Empresa (Ploomes)', value: 'Aurora' }] });
  const { id, userId } = neppo.startSession({ phone: '5511987654321', group: 'Vendas', agent: 'Bianca Prado' });
  neppo.message(id, { from: 'agent', text: 'Boa tarde' });
  neppo.classify(id, 'Venda fechada', 'dez');
  neppo.link({ clientId: userId, agent: 'Bianca Prado' });
  neppo.saveAgent({ name: 'Bianca Prado', email: 'bianca@empresa.example' });
  await it.post('/chatapi/1.0/api/direct-message/save', { phoneNumber: '5511987654321', groupName: 'Vendas' });
  return it;
}

test.skipIf(!samplesAvailable).each([
  ['users', 'users.list.inferred'],
  ['v2/user-session', 'user-session.list.inferred'],
  ['agent', 'agent.list.inferred'],
  ['v2/messages', 'v2-messages.list.inferred'],
  ['hsm-template', 'hsm-template.list'],
  ['direct-message', 'direct-message.status'],
])('rows of %s have every field that was captured', async (entity, sample) => {
  const { list } = await aBusyTenant();
  const ours = rowAt((await list(entity)).body.results);
  for (const captured of listed.parse(samples('neppo', `neppo.${sample}.json`)).response.body.results) expect(missing(captured, ours)).toEqual([]);
});

test.skipIf(!samplesAvailable).each([
  ['User', 'user'],
  ['Agent', 'agent'],
  ['ChatSession', 'chat-session'],
  ['ClassificationServices', 'classification-services'],
  ['AssociationClientsToAgents', 'association-clients-to-agents'],
])('webhooks of %s have every field that was captured', async (entity, sample) => {
  const { neppo } = await aBusyTenant();
  const captured = neppo.captured().find((delivery) => delivery.entity === entity);
  const body = row.parse(JSON.parse(captured?.body ?? 'null'));
  const content = typeof body['content'] === 'string' ? row.parse(JSON.parse(body['content'])) : body['content'];
  expect(missing(told.parse(samples('neppo', `neppo.webhook.entity-${sample}.inferred.json`)).asObject, { ...body, content })).toEqual([]);
});
