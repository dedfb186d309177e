import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { createLeadWorld, type LeadWorld } from '../../rig/lead-world.ts';
import { OPERATOR_KEY } from '../../rig/world.ts';
import { aPurchase, deliver, HOTTOK } from '../leads/hotmart-delivery.ts';

let world: LeadWorld;

beforeEach(async () => (world = await createLeadWorld()));
afterEach(async () => await world.close());

const findings = z.looseObject({ findings: z.array(z.looseObject({ id: z.string(), outcome: z.string(), text: z.string(), why: z.string(), mend: z.string().optional() })) });

async function check(language = 'en') {
  const answer = await fetch(`${world.hubUrl}/v1/connections/acme/checks?lang=${language}`, { method: 'POST', body: '{}', headers: { authorization: `Bearer ${OPERATOR_KEY}` } });
  return findings.parse(await answer.json()).findings.find(({ id }) => id === 'integration-deliveries');
}

test('WHK-07, ACT-07: the doctor is content while deliveries to integrations are shown to be their platform’s', async () => {
  const { url } = await world.integrate({}, { signing: HOTTOK });
  expect((await deliver(url, aPurchase())).status).toBe(200);
  await world.rest();
  expect(await check()).toMatchObject({ outcome: 'fine' });
});

test('WHK-07, ACT-07: the doctor tells that deliveries were refused, and that the secret is most likely wrong', async () => {
  const { url } = await world.integrate({}, { signing: 'the-secret-of-before' });
  expect((await deliver(url, aPurchase())).status).toBe(404);
  await expect.poll(async () => (await check())?.outcome).toBe('warning');
  const told = await check();
  expect(told).toMatchObject({ text: expect.stringMatching(/: 1 within 24 hours.*secret/) as unknown, mend: expect.stringContaining('signing secret') as unknown });
  expect(JSON.stringify(told)).not.toContain(url.split('/').at(-1));
  expect(await check('pt-BR')).toMatchObject({ mend: expect.stringContaining('segredo de assinatura') as unknown });
});

test('WHK-07: what goes astray under an address of no connection is nobody’s refusal', async () => {
  expect((await deliver(`${world.hubUrl}/hooks/webhook/an-address-that-was-never-given-to-anybody`, aPurchase())).status).toBe(404);
  await world.rest();
  expect(await check()).toMatchObject({ outcome: 'fine' });
});
