import type { Words } from '../../wording/index.ts';
import { composeTable } from '../table.ts';
import type { PloomesState } from './outside.ts';

/** More rows than these are counted and not shown. */
const SHOWN = 20;

/** The cards and records in Ploomes as two tables, newest last. */
export function composeAftermath(state: PloomesState, { demo: words }: Words): string {
  const nameOf = (rows: readonly { readonly Id: number; readonly Name: string }[], id: number | null | undefined): string =>
    rows.find((row) => row.Id === id)?.Name ?? '–';
  const recordsOf = (card: number): number => state.interactionRecords.filter(({ DealId }) => DealId === card).length;
  const cards = state.deals.map((deal) => [
    String(deal.Id), deal.Title, nameOf(state.pipelines, deal.PipelineId), nameOf(state.stages, deal.StageId), nameOf(state.contacts, deal.ContactId),
    nameOf(state.contacts, deal.PersonId), String(recordsOf(deal.Id)), nameOf(state.users, deal.CreatorId),
  ]);
  const records = state.interactionRecords.map(({ Id, ContactId, DealId, Content }) => [
    String(Id), nameOf(state.contacts, ContactId), DealId === null || DealId === undefined ? '–' : String(DealId), plainStart(Content),
  ]);
  return [
    section(words.cards, Object.values(words.cardColumns), cards, words),
    section(words.records, Object.values(words.recordColumns), records, words),
  ].join('\n\n');
}

function section(title: string, headings: readonly string[], rows: readonly (readonly string[])[], words: Words['demo']): string {
  if (rows.length === 0) return `${title} ${words.nothingYet}.`;
  const hidden = rows.length - SHOWN;
  return [title, composeTable(headings, rows.slice(-SHOWN), 110), ...(hidden > 0 ? [words.earlier(hidden)] : [])].join('\n');
}

/** What a record's HTML says before its list of details. */
export const plainStart = (html: string): string =>
  (html.split('<ul>')[0] ?? '')
    .replaceAll('</p><p>', ' – ')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
