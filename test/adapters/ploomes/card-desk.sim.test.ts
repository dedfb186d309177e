import { describe, expect, test } from 'vitest';
import type { CardId } from '../../../src/domain/card-linking/card.ts';
import type { CandidateQuery, CardRequest } from '../../../src/ports/index.ts';
import { cardIdOf, cell, childRows, contactIdOf, failureOf, funnelIdOf, ploomesLab, userIdOf, type Lab } from './lab.ts';

async function desk(...args: Parameters<typeof ploomesLab>) {
  const lab = await ploomesLab(...args);
  const [funnel, otherFunnel] = lab.simulator.rows('Deals@Pipelines');
  const company = lab.simulator.addCompany({ name: "Padaria O'Hara & Filhos" });
  const person = lab.simulator.addContact({ name: 'Ana', companyId: company.Id });
  const request: CardRequest = {
    funnelId: funnelIdOf(funnel), clientId: contactIdOf(company), personId: contactIdOf(person), title: "Padaria O'Hara & Filhos", marker: 'm1',
  };
  const candidates: CandidateQuery = { funnelId: request.funnelId, clients: [request.clientId], counting: 'won-and-lost-too' };
  await lab.crm.prepare();
  lab.calls();
  return Object.assign(lab, { request, candidates, otherFunnel, person });
}

const byMarker = async ({ crm, since, request }: Awaited<ReturnType<typeof desk>>, more: object = {}) =>
  await crm.cards.findByMarker({ marker: request.marker, funnelId: request.funnelId, clientId: request.clientId, since, ...more });

describe('opening a card', () => {
  test('CRD-08, CRD-09, CRD-18: costs one call, and writes client, person, title, owner and marker in it', async () => {
    await using lab = await desk();
    const owner = lab.simulator.rows('Users')[1];
    const cardId = await lab.crm.cards.openCard({ ...lab.request, ownerId: userIdOf(owner) });
    expect(lab.calls()).toEqual({ 'POST /Deals': 1 });

    const [deal] = lab.simulator.deals();
    expect(cardIdOf(deal)).toBe(cardId);
    expect(deal).toMatchObject({ Title: "Padaria O'Hara & Filhos", OwnerId: owner?.Id, PersonId: lab.person.Id, StatusId: 1 });
    expect(childRows(deal).map((row) => row['StringValue'])).toEqual(['m1']);
  });

  test('CRD-18: puts it into the first stage of the funnel', async () => {
    await using lab = await desk();
    await lab.crm.cards.openCard(lab.request);
    const [deal] = lab.simulator.deals();
    const stages = lab.simulator.rows('Deals@Stages').filter((stage) => stage['PipelineId'] === deal?.['PipelineId']);
    expect(deal?.['StageId']).toBe(stages[0]?.Id);
  });

  test('in a funnel that does not exist is refused', async () => {
    await using lab = await desk();
    const failure = await failureOf(lab.crm.cards.openCard({ ...lab.request, funnelId: funnelIdOf({ Id: 1 }) }));
    expect(failure).toMatchObject({ code: 'port.refused', retry: 'never', mayHaveHappened: 'no' });
  });

  test('without preparation looks for the fields first', async () => {
    await using lab = await desk();
    const unprepared = lab.another();
    await unprepared.cards.openCard(lab.request);
    expect(lab.calls()).toEqual({ 'GET /Fields': 1, 'POST /Deals': 1 });
  });
});

describe('candidates of link-last', () => {
  test('CRD-04: cost one call when there are some, newest first and then highest id', async () => {
    await using lab = await desk();
    const sameMoment = [await lab.crm.cards.openCard(lab.request), await lab.crm.cards.openCard(lab.request)];
    lab.wind(60);
    const newest = await lab.crm.cards.openCard(lab.request);
    lab.calls();
    expect((await lab.crm.cards.candidates(lab.candidates)).map(({ id }) => id)).toEqual([newest, ...sameMoment.toReversed()]);
    expect(lab.calls()).toEqual({ 'GET /Deals': 1 });
  });

  test('an empty answer is confirmed by a count', async () => {
    await using lab = await desk();
    expect(await lab.crm.cards.candidates(lab.candidates)).toEqual([]);
    expect(lab.calls()).toEqual({ 'GET /Deals': 2 });
  });

  test('CRD-14: an empty answer under load is no answer', async () => {
    await using lab = await desk();
    await lab.crm.cards.openCard(lab.request);
    lab.simulator.faults({ route: 'GET /Deals', kind: 'empty-list', times: 1 });
    const failure = await failureOf(lab.crm.cards.candidates(lab.candidates));
    expect(failure).toMatchObject({ code: 'port.unreachable', retry: 'soon', account: lab.crm.account });
    expect(await lab.crm.cards.candidates(lab.candidates)).toHaveLength(1);
  });

  test('a card that a person moved to another funnel does not count', async () => {
    await using lab = await desk();
    await lab.crm.cards.openCard(lab.request);
    lab.simulator.update('Deals', lab.simulator.deals()[0]?.Id ?? 0, { PipelineId: lab.otherFunnel?.Id ?? 0 });
    expect(await lab.crm.cards.candidates(lab.candidates)).toEqual([]);
  });
});

describe('looking for a card whose answer was lost', () => {
  const lose = async (lab: Lab & { request: CardRequest }): Promise<void> => {
    lab.simulator.faults({ route: 'POST /Deals', kind: 'reset-after-write', times: 1 });
    const failure = await failureOf(lab.crm.cards.openCard(lab.request));
    expect(failure).toMatchObject({ code: 'port.unreachable', mayHaveHappened: 'yes' });
  };

  test('CRD-14: finds it by its marker, in one call', async () => {
    await using lab = await desk();
    await lose(lab);
    lab.calls();
    expect(await byMarker(lab)).toEqual({ found: cardIdOf(lab.simulator.deals()[0]), believable: true });
    expect(lab.calls()).toEqual({ 'GET /Deals': 1 });
  });

  test('finds it in accounts that refuse to filter by custom fields', async () => {
    await using lab = await desk({}, { filterOtherProperties: false });
    await lose(lab);
    expect(await byMarker(lab)).toHaveProperty('found');
  });

  test('finds it though an automation moved it on at once', async () => {
    await using lab = await desk();
    await lose(lab);
    lab.simulator.update('Deals', lab.simulator.deals()[0]?.Id ?? 0, { PipelineId: lab.otherFunnel?.Id ?? 0 });
    expect(await byMarker(lab)).toHaveProperty('found');
  });

  test('finds it though the clock of Ploomes is some minutes behind', async () => {
    await using lab = await desk();
    await lose(lab);
    expect(await byMarker(lab, { since: '2026-05-04T12:08:00.000Z' })).toHaveProperty('found');
  });

  test('an empty answer under load is not to be believed, known card or not', async () => {
    await using lab = await desk();
    const knownCard = await lab.crm.cards.openCard({ ...lab.request, marker: 'known' });
    lab.simulator.faults({ route: 'GET /Deals', kind: 'empty-list', times: 2 });
    expect(await byMarker(lab, { knownCard })).toEqual({ believable: false });
    expect(await byMarker(lab)).toEqual({ believable: false });
    expect(await byMarker(lab, { knownCard })).toEqual({ believable: true });
    expect(await byMarker(lab)).toEqual({ believable: true });
  });

  test('a known card of another client serves as well', async () => {
    await using lab = await desk();
    const knownCard = await lab.crm.cards.openCard({ ...lab.request, clientId: contactIdOf(lab.person), marker: 'known' });
    lab.calls();
    expect(await byMarker(lab, { knownCard })).toEqual({ believable: true });
    expect(lab.calls()).toEqual({ 'GET /Deals': 1 });
  });

  test('a write that lands after its time-out is found later', async () => {
    await using lab = await desk({ timeoutMs: 100 });
    lab.simulator.faults({ route: 'POST /Deals', kind: 'late-write', lateMs: 200, answer: 'never', times: 1 });
    expect(await failureOf(lab.crm.cards.openCard(lab.request))).toMatchObject({ code: 'port.timed-out', mayHaveHappened: 'yes' });
    expect(await byMarker(lab)).toEqual({ believable: true });
    await expect.poll(() => lab.simulator.deals().length).toBe(1);
    expect(await byMarker(lab)).toHaveProperty('found', cardIdOf(lab.simulator.deals()[0]));
  });
});

describe('finding a card', () => {
  test('asks by filter, since Ploomes answers 404 to a key', async () => {
    await using lab = await desk();
    const cardId = await lab.crm.cards.openCard(lab.request);
    lab.calls();
    expect(cell(lab.simulator.deals()[0], 'Title')).toBe((await lab.crm.cards.find(cardId))?.title);
    expect(lab.calls()).toEqual({ 'GET /Deals': 1 });
  });

  test('a card that Ploomes cannot have made is not asked for', async () => {
    await using lab = await desk();
    expect(await lab.crm.cards.find('not-a-number' as CardId)).toBeUndefined();
    expect(lab.calls()).toEqual({});
  });
});
