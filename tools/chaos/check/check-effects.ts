import type { StoredRow } from '../../../src/adapters/ploomes/simulator/index.ts';
import type { Account } from '../outside/account.ts';
import type { FunnelName } from '../story/plot.ts';
import type { ToldSession } from '../story/teller.ts';

/** Two rows of the CRM that were made for one decision. */
export interface Double {
  readonly connection: string;
  readonly what: 'card' | 'record';
  readonly ids: readonly number[];
  /** When the last of them was made. */
  readonly at: string;
}

/** What the CRMs tell of all sessions. */
export interface EffectFindings {
  readonly cards: number;
  readonly records: number;
  readonly doubles: readonly Double[];
  /** A card or a record too many, too few, in the wrong place or out of date, in a sentence each. */
  readonly wrong: readonly string[];
}

export function checkEffects(accounts: readonly Account[], told: readonly ToldSession[]): EffectFindings {
  const byAccount = Map.groupBy(told, ({ account }) => account);
  const all = accounts.map((account) => checkAccount(account, byAccount.get(account) ?? []));
  return {
    cards: all.reduce((sum, { cards }) => sum + cards, 0),
    records: all.reduce((sum, { records }) => sum + records, 0),
    doubles: all.flatMap(({ doubles }) => doubles),
    wrong: all.flatMap(({ wrong }) => wrong),
  };
}

function checkAccount(account: Account, told: readonly ToldSession[]): EffectFindings {
  const { ploomes, id } = account;
  const [deals, journal] = [byMarker(ploomes.deals()), byMarker(ploomes.interactionRecords())];
  const unmarked = [...(deals.get('') ?? []), ...(journal.get('') ?? [])].map((row) => `${id}: row ${row.Id} carries no marker`);
  const cards = firstOfEach(deals);
  const records = [...journal].flatMap(([marker, rows]) => (marker === '' ? [] : [rows]));
  return {
    cards: cards.length,
    records: records.length,
    doubles: [...doublesOf(id, 'card', deals), ...doublesOf(id, 'record', journal)],
    wrong: [...unmarked, ...wrongCards(account, told, cards), ...told.flatMap((session) => wrongRecords(session, records, deals))],
  };
}

/** CRD-03, CRD-04: each client has as many cards in each funnel as its sessions ask for, and nobody else has any. */
function wrongCards({ id, funnelId }: Account, told: readonly ToldSession[], cards: readonly StoredRow[]): readonly string[] {
  const wanted = new Map<string, number>();
  const key = (client: string | number | undefined, funnel: string | number): string => `client ${client}, funnel ${funnel}`;
  for (const { client, expectation: { own, shared } } of told) {
    for (const funnel of own) {
      const place = key(client.cardClientId, funnelId(funnel));
      wanted.set(place, (wanted.get(place) ?? 0) + 1);
    }
    for (const funnel of shared) wanted.set(key(client.cardClientId, funnelId(funnel)), 1);
  }
  const there = new Map<string, number>();
  for (const card of cards) {
    const place = key(cell(card, 'ContactId'), cell(card, 'PipelineId'));
    there.set(place, (there.get(place) ?? 0) + 1);
  }
  return [...new Set([...wanted.keys(), ...there.keys()])].flatMap((each) => {
    const [want, have] = [wanted.get(each) ?? 0, there.get(each) ?? 0];
    return want === have ? [] : [`${id}: ${each}: ${have} cards instead of ${want}`];
  });
}

const NOTICE = 'não está disponível para vínculo automático';

/** SES-02, SES-12, CRD-11: one record for each card, one notice for each funnel that was not there, and all of them say the latest. */
function wrongRecords({ account, protocol, expectation }: ToldSession, records: readonly (readonly StoredRow[])[], deals: ReadonlyMap<string, readonly StoredRow[]>): readonly string[] {
  const mine = records.filter(([row]) => contentOf(row).includes(protocol));
  const [notices, slots] = [mine.filter(([row]) => contentOf(row).includes(NOTICE)), mine.filter(([row]) => !contentOf(row).includes(NOTICE))];
  const wrong: string[] = [];
  if (slots.length !== expectation.records) wrong.push(`${slots.length} records instead of ${expectation.records}`);
  if (notices.length !== expectation.notices.length) wrong.push(`${notices.length} notices instead of ${expectation.notices.length}`);

  // Of a record that was made twice one is kept up to date; its like is reported as a double.
  const current = slots.map((rows) => rows.find((row) => saysAll(row, expectation.says)));
  if (current.includes(undefined)) wrong.push(`a record lacks one of: ${expectation.says.join('; ')}`);
  const dealIds = new Set(slots.flatMap((rows) => rows.flatMap((row) => (row['DealId'] === null ? [] : [row['DealId']]))));
  const funnels = [...deals.values()].filter((rows) => rows.some(({ Id }) => dealIds.has(Id))).map(([card]) => cell(card, 'PipelineId'));
  const wanted = [...expectation.own, ...expectation.shared].map((funnel: FunnelName) => String(account.funnelId(funnel)));
  if (funnels.toSorted().join() !== wanted.toSorted().join()) wrong.push(`its records hang on cards of the funnels ${funnels.join()} instead of ${wanted.join()}`);
  return wrong.map((each) => `${account.id}: session ${protocol}: ${each}`);
}

function cell(row: StoredRow | undefined, column: string): string {
  const value = row?.[column];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

const contentOf = (row: StoredRow | undefined): string => cell(row, 'Content');

const saysAll = (row: StoredRow, texts: readonly string[]): boolean => texts.every((text) => contentOf(row).includes(text));

const doublesOf = (connection: string, what: Double['what'], rows: ReadonlyMap<string, readonly StoredRow[]>): readonly Double[] =>
  [...rows].flatMap(([marker, same]) => (marker === '' || same.length < 2
    ? []
    : [{ connection, what, ids: same.map(({ Id }) => Id), at: same.map((row) => cell(row, 'CreateDate')).toSorted().at(-1) ?? '' }]));

const firstOfEach = (rows: ReadonlyMap<string, readonly StoredRow[]>): readonly StoredRow[] => [...rows.values()].flatMap(([first]) => (first === undefined ? [] : [first]));

/** The marker is the one text among a row's custom fields ("Chave Vínculo"). */
function byMarker(rows: readonly StoredRow[]): ReadonlyMap<string, readonly StoredRow[]> {
  return Map.groupBy(rows, (row) => {
    const properties = row['OtherProperties'];
    const texts = Array.isArray(properties) ? properties.flatMap((each) => parseText(each)) : [];
    return texts[0] ?? '';
  });
}

const parseText = (property: unknown): readonly string[] => {
  const { StringValue: text } = property as { StringValue?: unknown };
  return typeof text === 'string' ? [text] : [];
};
