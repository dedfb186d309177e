import type { Words } from '../../wording/index.ts';
import type { PloomesState } from './outside.ts';

/** What came of a scene: the differences that it made in Ploomes, as sentences' parts. */
export function outcomesOf(before: PloomesState, after: PloomesState, { demo: { outcome } }: Words): readonly string[] {
  const funnelOf = (id: number): string => after.pipelines.find(({ Id }) => Id === id)?.Name ?? String(id);
  const cards = after.deals
    .filter(({ Id }) => before.deals.every((deal) => deal.Id !== Id))
    .map(({ Id, PipelineId }) => outcome.cardOpened(Id, funnelOf(PipelineId)));
  const records = after.interactionRecords.flatMap(({ Id, DealId, Content }) => {
    const earlier = before.interactionRecords.find((record) => record.Id === Id);
    if (earlier?.Content === Content && earlier.DealId === DealId) return [];
    if (earlier !== undefined) return [outcome.recordUpdated(Id)];
    return [typeof DealId === 'number' ? outcome.recordOnCard(Id, DealId) : outcome.recordAlone(Id)];
  });
  return cards.length + records.length === 0 ? [outcome.nothing] : [...cards, ...records];
}
