import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { createActiveCampaignSource, parseActiveCampaignConfig } from '../../../src/adapters/activecampaign/index.ts';
import { createActiveCampaignSimulator, type ActiveCampaignSimulator, type ActiveCampaignSimulatorOptions } from '../../../src/adapters/activecampaign/simulator/index.ts';
import { createSystemClock } from '../../../src/adapters/system/index.ts';
import type { LeadSource } from '../../../src/ports/index.ts';

let open: ActiveCampaignSimulator | undefined;
afterEach(async () => await open?.close());

async function account(options: ActiveCampaignSimulatorOptions = {}, key?: string): Promise<{ readonly sim: ActiveCampaignSimulator; readonly source: LeadSource }> {
  const sim = await createActiveCampaignSimulator({ perSecond: 0, ...options });
  open = sim;
  return { sim, source: createActiveCampaignSource(parseActiveCampaignConfig({ url: `${sim.url}/`, key: key ?? sim.key }), { clock: createSystemClock() }) };
}

test("leaves the process's own Request and Response as they are, since a test of the host runs beside it", async () => {
  const before = [Request, Response];
  const { sim } = await account();
  expect(await fetch(sim.url)).toBeInstanceOf(Response);
  expect([Request, Response]).toEqual(before);
});

describe('ACL-01: the account of ActiveCampaign', () => {
  test('a key that is right is found so', async () => {
    const { source } = await account();
    await expect(source.tryCredential()).resolves.toBeUndefined();
  });

  test('a key that is wrong is named as such, since it answers 403', async () => {
    const { source } = await account({}, 'another');
    await expect(source.tryCredential()).rejects.toMatchObject({ code: 'port.unauthorized' });
  });

  test('own fields are read over all pages, with their types and options, at the path where webhooks have them', async () => {
    const { sim, source } = await account();
    for (let nth = 1; nth <= 230; nth++) sim.addField({ title: `Campo ${nth}` });
    sim.addField({ title: 'Interesse', type: 'listbox', options: ['Plano A', 'Plano B'] });
    sim.addField({ title: 'Nascimento', type: 'date', perstag: 'DATA DE NASC' });
    const fields = await source.fields();
    expect(fields.filter(({ own }) => own === 'yes')).toHaveLength(232);
    expect(fields.find(({ name }) => name === 'Campo 230')).toStrictEqual({ path: 'contact.fields.campo230', name: 'Campo 230', type: 'text', own: 'yes' });
    expect(fields.find(({ name }) => name === 'Interesse')).toStrictEqual({
      path: 'contact.fields.interesse', name: 'Interesse', type: 'options', own: 'yes', options: [{ id: 'Plano A', name: 'Plano A' }, { id: 'Plano B', name: 'Plano B' }],
    });
    expect(fields.find(({ name }) => name === 'Nascimento')?.path).toBe('contact.fields["data de nasc"]');
    expect(fields.map(({ path }) => path)).toContain('contact.email');
    expect(sim.calls().total).toBe(3);
  });

  test('more than five requests a second are refused by name, with the time to wait', async () => {
    const { sim, source } = await account({ perSecond: 5 });
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, async () => await source.tryCredential()));
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(refused).toHaveLength(3);
    expect(refused[0]).toMatchObject({ code: 'port.throttled', retry: { afterMs: 1_000 } });
    expect(sim.calls().throttled).toBe(3);
  });

  test('an address that is none names the field and the mend', () => {
    expect(() => parseActiveCampaignConfig({ url: 'acme', key: 'k' })).toThrow(/url cannot be used; copy the URL and the key/);
  });

  test('an automation is fired once, as a form with brackets, and its address is left alone after a 410', async () => {
    const { sim } = await account();
    const taken: string[] = [];
    const server = createServer((request, response) => {
      request.setEncoding('utf8').on('data', (chunk: string) => void taken.push(chunk)).on('end', () => response.writeHead(410).end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const to = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hooks`;
    expect(await sim.fire(to, { email: 'ana@cliente.example', firstName: 'Ana', fields: { CARGO: 'Sócia', INTERESSE: ['A', 'B'] } })).toBe(410);
    expect(await sim.fire(to, { email: 'ana@cliente.example' })).toBeUndefined();
    server.close();
    expect(Object.fromEntries(new URLSearchParams(taken.join('')))).toMatchObject({ 'contact[first_name]': 'Ana', 'contact[fields][cargo]': 'Sócia', 'contact[fields][interesse]': '||A||B||', seriesid: '12' });
  });
});
