import type { PloomesState } from './outside.ts';

/** A record that the page shows: of which kind, and its id in Ploomes. */
export interface ShownRecord {
  readonly kind: 'deal' | 'contact' | 'company';
  readonly id: number;
}

export interface BoardCard {
  readonly id: number;
  readonly title: string;
  readonly client: string;
  readonly person?: string;
  readonly records: number;
  /** It is the record that is shown, or one of that client's. */
  readonly isMarked: 'yes' | 'no';
}

/** What the stand-in page shows of the simulated Ploomes. */
export interface Board {
  readonly funnels: readonly { readonly id: number; readonly name: string; readonly cards: number }[];
  readonly funnelId: number | undefined;
  readonly stages: readonly { readonly name: string; readonly cards: readonly BoardCard[] }[];
  readonly record?: { readonly kind: ShownRecord['kind']; readonly name: string; readonly cards: number };
}

/** Reads `deal/12`; anything else shows nothing. */
export function parseShownRecord(text: string): ShownRecord | undefined {
  const [, kind, id] = /^(deal|contact|company)\/(\d{1,15})$/.exec(text) ?? [];
  return kind === 'deal' || kind === 'contact' || kind === 'company' ? { kind, id: Number(id) } : undefined;
}

/** One funnel's cards by stages, newest first, archived funnels left out: that of the record that is shown, else the one that was asked for, else the first. */
export function composeBoard(state: PloomesState, { funnel, record }: { readonly funnel?: number; readonly record?: ShownRecord | undefined }): Board {
  const { deals } = state;
  const pipelines = state.pipelines.filter(({ Archived }) => Archived !== true);
  const marked = record === undefined ? [] : deals.filter((deal) => isOf(deal, record));
  const wanted = marked.at(-1)?.PipelineId ?? funnel;
  const shown = (pipelines.find(({ Id }) => Id === wanted) ?? pipelines[0])?.Id;
  const named = record === undefined ? undefined : nameOf(state, record);
  return {
    funnels: pipelines.map(({ Id, Name }) => ({ id: Id, name: Name, cards: deals.filter(({ PipelineId }) => PipelineId === Id).length })),
    funnelId: shown,
    stages: state.stages.filter(({ PipelineId }) => PipelineId === shown).map(({ Id, Name }) => ({
      name: Name, cards: deals.filter(({ StageId }) => StageId === Id).toReversed().map((deal) => cardOf(state, deal, marked)),
    })),
    ...(record === undefined || named === undefined ? {} : { record: { kind: record.kind, name: named, cards: marked.length } }),
  };
}

type Deal = PloomesState['deals'][number];

const isOf = ({ Id, ContactId, PersonId }: Deal, { kind, id }: ShownRecord): boolean => (kind === 'deal' ? Id === id : ContactId === id || PersonId === id);

const nameOf = ({ deals, contacts }: PloomesState, { kind, id }: ShownRecord): string | undefined =>
  kind === 'deal' ? deals.find(({ Id }) => Id === id)?.Title : contacts.find(({ Id }) => Id === id)?.Name;

function cardOf({ contacts, interactionRecords }: PloomesState, { Id, Title, ContactId, PersonId }: Deal, marked: readonly Deal[]): BoardCard {
  const called = (id: number | null | undefined): string | undefined => contacts.find((each) => each.Id === id)?.Name;
  const person = PersonId === ContactId ? undefined : called(PersonId);
  return {
    id: Id, title: Title, client: called(ContactId) ?? '', ...(person === undefined ? {} : { person }),
    records: interactionRecords.filter(({ DealId }) => DealId === Id).length, isMarked: marked.some((each) => each.Id === Id) ? 'yes' : 'no',
  };
}
