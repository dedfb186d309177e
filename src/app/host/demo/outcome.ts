import { recordWording } from '../../../domain/index.ts';
import type { Words } from '../../wording/index.ts';
import { plainStart } from './aftermath.ts';
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
    if (typeof DealId === 'number') return [outcome.recordOnCard(Id, DealId)];
    return [isFunnelNotice(Content, after) ? outcome.funnelNotice(Id) : outcome.recordAlone(Id)];
  });
  return cards.length + records.length === 0 ? [outcome.nothing] : [...cards, ...records];
}

/** A record that says why there is no card, beside the session's own. */
const isFunnelNotice = (content: string, { pipelines }: PloomesState): boolean =>
  pipelines.some(({ Name }) => Object.values(recordWording).some(({ funnelUnavailable }) => plainStart(content).includes(funnelUnavailable(Name))));
