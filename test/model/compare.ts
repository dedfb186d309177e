import { expect } from 'vitest';
import type { Row, StoredRow } from '../../src/adapters/ploomes/simulator/index.ts';
import { cell } from '../adapters/ploomes/lab.ts';
import type { HubModel, ModelCard, ModelSession } from './hub-model.ts';
import type { Real } from './real-world.ts';

/** Waits for rest, then holds the CRM and the hub against the model. */
export async function expectSame(model: HubModel, real: Real): Promise<void> {
  await real.world.rest();
  const views = await Promise.all(model.sessions.map(async (session) => await viewOf(real, session)));
  model.sessions.forEach((session, at) => bind(session.card, views[at]?.card));
  expectCards(model, real);
  model.sessions.forEach((session, at) => expect(`${session.protocol}: ${views[at]?.card}`).toBe(`${session.protocol}: ${session.card?.id}`));
  const written = recordsOf(model, real);
  for (const session of model.sessions) expectRecords(session, written.filter((row) => cell(row, 'Content').includes(session.protocol)));
}

const viewOf = async ({ world }: Real, { protocol }: ModelSession) =>
  await world.hub().sessions.find({ connection: world.connection, protocol });

/** The first time that a card of the model is seen, its number is learned. */
function bind(card: ModelCard | undefined, id: string | undefined): void {
  if (card !== undefined && card.id === undefined && id !== undefined) card.id = Number(id);
}

function expectCards(model: HubModel, real: Real): void {
  const ours = new Set([...model.contacts, ...model.companies].map((contact) => contact.id));
  const rows = real.world.ploomes.deals().filter((row) => ours.has(Number(row['ContactId'])));
  expect(rows.map(cardText).toSorted()).toEqual(model.cards.map((card) => cardText(rowOf(card, real))).toSorted());
  for (const card of model.cards.filter((each) => each.id === undefined)) bind(card, unboundRow(model, rows, cardText(rowOf(card, real))));
  for (const card of model.cards) expect(cardText(rows.find((row) => row.Id === card.id) ?? {})).toBe(cardText(rowOf(card, real)));
}

const unboundRow = (model: HubModel, rows: readonly StoredRow[], text: string): string | undefined =>
  rows.find((row) => cardText(row) === text && !model.cards.some((card) => card.id === row.Id))?.Id.toString();

const rowOf = ({ funnel, clientId, personId, title }: ModelCard, real: Real) =>
  ({ PipelineId: real.funnelId(funnel), ContactId: clientId, PersonId: personId ?? null, Title: title });

const cardText = (row: Row): string =>
  `pipeline ${cell(row, 'PipelineId')}, client ${cell(row, 'ContactId')}, person ${cell(row, 'PersonId')}: ${cell(row, 'Title')}`;

function recordsOf(model: HubModel, { world }: Real): readonly StoredRow[] {
  const ours = new Set(model.contacts.map((contact) => contact.id));
  return world.ploomes.interactionRecords().filter((row) => ours.has(Number(row['ContactId'])));
}

const NOTICE = 'não está disponível para vínculo automático';

function expectRecords(session: ModelSession, rows: readonly StoredRow[]): void {
  const isNotice = (row: StoredRow): boolean => cell(row, 'Content').includes(NOTICE);
  const records = rows.filter((row) => !isNotice(row));
  const wanted = session.client === undefined ? [] : session.records;
  const where = (cards: readonly string[]): string => `${session.protocol}: ${cards.toSorted().join(', ')}`;
  expect(where(records.map((row) => cell(row, 'DealId')))).toBe(where(wanted.map((record) => String(record.card?.id ?? null))));
  expect(rows.filter(isNotice).map((row) => row['DealId'] ?? 'none')).toEqual([...session.noticed].map(() => 'none'));
  for (const row of records) expectContent(session, row);
}

/** Every record carries the whole session and stays current (SES-12). */
function expectContent(session: ModelSession, row: StoredRow): void {
  expect(row['ContactId']).toBe(session.client?.id);
  if (!session.told) return;
  const content = cell(row, 'Content');
  for (const comment of session.comments) expect(content).toContain(comment);
  if (session.classification !== undefined) expect(content).toContain(session.classification);
  expect(content).toContain(session.phase === 'ended' ? 'encerrada' : 'em andamento');
}
