import fc from 'fast-check';
import { parseFunnelId, type CountedCards, type FunnelId, type FunnelMapping, type GroupId, type LinkBehaviour } from 'vinculo/domain';
import { present } from './present.ts';

/** The CRM's id of a funnel, of few, so that groups often share one. */
export const funnelId = (): fc.Arbitrary<FunnelId> => fc.integer({ min: 1, max: 3 }).map((id) => present(parseFunnelId(id)));

/** What a mapping may ask for. */
export const linkBehaviour = (): fc.Arbitrary<LinkBehaviour> => fc.constantFrom('always-create', 'link-last');

/** Which cards `link-last` may count. */
export const countedCards = (): fc.Arbitrary<CountedCards> => fc.constantFrom('open-ones-only', 'won-and-lost-too');

/** Some of these groups mapped, each to one funnel (CRD-12). */
export const funnelMappings = (groups: readonly GroupId[], behaviour: fc.Arbitrary<LinkBehaviour> = linkBehaviour()): fc.Arbitrary<readonly FunnelMapping[]> =>
  fc.subarray([...groups]).chain((mapped) => fc.tuple(...mapped.map((groupId) => fc.record({
    groupId: fc.constant(groupId), groupName: fc.constant(`Grupo ${groupId}`), funnelId: funnelId(), behaviour, counting: countedCards(),
  }))));
