import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Row } from '../../../src/adapters/ploomes/simulator/index.ts';
import type { CardPageWish } from '../../../src/ports/index.ts';
import { cell, contactIdOf, ploomesLab, type Lab } from './lab.ts';

interface Client {
  readonly contact: Row;
  readonly company?: Row;
}

const asked = ({ crm }: Lab, { contact, company }: Client, wish: CardPageWish) =>
  crm.cards.ofClients({ contactId: contactIdOf(contact), ...(company === undefined ? {} : { companyId: contactIdOf(company) }) }, wish);

async function everyPage(lab: Lab, client: Client, limit: number): Promise<readonly string[]> {
  const ids: string[] = [];
  let page = await asked(lab, client, { limit });
  ids.push(...page.cards.map(({ id }) => id));
  while (page.next !== undefined) {
    page = await asked(lab, client, { limit, after: page.next });
    ids.push(...page.cards.map(({ id }) => id));
  }
  return ids;
}

async function shop(...args: Parameters<typeof ploomesLab>) {
  const lab = await ploomesLab(...args);
  const company = lab.simulator.addCompany({ name: 'Aurora Ltda' });
  const ana = lab.simulator.addContact({ name: 'Ana', companyId: company.Id });
  const [funnel] = lab.simulator.rows('Deals@Pipelines');
  const open = (title: string, clientId: number, more: Row = {}) => lab.simulator.create('Deals', { Title: title, ContactId: clientId, PipelineId: funnel?.Id ?? null, ...more });
  return Object.assign(lab, { company, ana, funnel, open, client: { contact: ana, company } });
}

describe('the cards offered for linking', () => {
  test('PAN-03: are exactly those of the contact and its company in the whole table, the newest first, however they are paged', async () => {
    await using lab = await ploomesLab();
    const { simulator } = lab;
    const companies = ['Aurora', 'Boreal'].map((name) => simulator.addCompany({ name }));
    const people = ['Ana', 'Bia', 'Caio'].map((name) => simulator.addContact({ name }));
    const everybody = [...companies, ...people];
    const pipelines = simulator.rows('Deals@Pipelines');
    const deal = fc.record({ client: fc.constantFrom(...everybody), person: fc.option(fc.constantFrom(...everybody)), pipeline: fc.constantFrom(...pipelines), status: fc.constantFrom(1, 1, 2, 3) });
    const wish = fc.record({ contact: fc.constantFrom(...everybody), company: fc.constantFrom(...companies), limit: fc.integer({ min: 1, max: 7 }) }, { requiredKeys: ['contact', 'limit'] });

    await fc.assert(fc.asyncProperty(fc.array(deal, { maxLength: 4 }), wish, async (deals, { limit, ...client }) => {
      for (const { client: owner, person, pipeline, status } of deals) {
        simulator.create('Deals', { Title: 'Card', ContactId: owner.Id, PersonId: person?.Id ?? null, PipelineId: pipeline.Id, StatusId: status });
      }
      const isTied = (row: Row): boolean =>
        row['ContactId'] === client.contact.Id || row['PersonId'] === client.contact.Id || (client.company !== undefined && row['ContactId'] === client.company.Id);
      const expected = simulator.deals().filter(isTied).toSorted((a, b) => b.Id - a.Id).map((row) => cell(row, 'Id'));
      expect(await everyPage(lab, client, limit)).toEqual(expected);
    }), { numRuns: 25 });
  });

  test('PAN-03: cost one call, and come with the names of funnel, stage and status', async () => {
    await using lab = await shop();
    lab.open('Reforma', lab.company.Id, { PersonId: lab.ana.Id });
    lab.calls();
    const { cards } = await asked(lab, lab.client, { limit: 20 });
    expect(lab.calls()).toEqual({ 'GET /Deals': 1 });
    expect(cards).toMatchObject([{ title: 'Reforma', funnelName: 'Funil de vendas', stageName: 'Entrada', statusName: 'Em aberto', state: 'open' }]);
  });

  test('PAN-03: one that was won stays on offer, and says so', async () => {
    await using lab = await shop();
    lab.open('Reforma', lab.ana.Id, { StatusId: 2 });
    expect((await asked(lab, lab.client, { limit: 20 })).cards).toMatchObject([{ state: 'won', statusName: 'Ganho' }]);
  });

  test.each([["d'água", 1], ["CAIXA D'ÁGUA", 1], ['agua', 0], [' reforma ', 1], ['%', 0]])('PAN-03: are searched by title, accents as Ploomes has them: %s', async (search, found) => {
    await using lab = await shop();
    lab.open("Caixa d'água", lab.ana.Id);
    lab.open('Reforma', lab.company.Id);
    expect((await asked(lab, lab.client, { search, limit: 20 })).cards).toHaveLength(found);
  });

  test('PAN-03: an empty answer is asked for twice, and one that is a lie fails', async () => {
    await using lab = await shop();
    lab.calls();
    expect((await asked(lab, lab.client, { limit: 20 })).cards).toEqual([]);
    expect(lab.calls()).toEqual({ 'GET /Deals': 2 });
    lab.open('Reforma', lab.ana.Id);
    lab.simulator.faults({ route: 'GET /Deals', kind: 'empty-list', times: 1 });
    await expect(asked(lab, lab.client, { limit: 20 })).rejects.toMatchObject({ code: 'port.unreachable', retry: 'soon' });
  });
});
