import { accepted, rejected, type Result } from '../kernel/result.ts';
import type { GroupId } from '../attendance/sighting.ts';
import type { FunnelId } from './funnel.ts';

/** What a session that enters a mapped group gets: a new card always (CRD-03), or the client's last one (CRD-04). */
export type LinkBehaviour = 'always-create' | 'link-last';

/** Which cards `link-last` may choose (CRD-04). */
export type CountedCards = 'open-ones-only' | 'won-and-lost-too';

/** Sends the sessions of one attendance group to one funnel (CRD-12). Held by the group's id; the name is a label (CRD-20). */
export interface FunnelMapping {
  readonly groupId: GroupId;
  readonly groupName: string;
  readonly funnelId: FunnelId;
  readonly behaviour: LinkBehaviour;
  readonly counting: CountedCards;
}

/** CRD-12: a group has at most one funnel; a funnel may have many groups. Names the first group mapped twice. */
export function parseFunnelMappings(
  mappings: readonly FunnelMapping[],
): Result<readonly FunnelMapping[], { readonly problem: 'group-mapped-twice'; readonly groupName: string; readonly funnelIds: readonly FunnelId[] }> {
  for (const mapping of mappings) {
    const ofGroup = mappings.filter((other) => other.groupId === mapping.groupId);
    if (ofGroup.length > 1) {
      return rejected({ problem: 'group-mapped-twice', groupName: mapping.groupName, funnelIds: ofGroup.map((each) => each.funnelId) });
    }
  }
  return accepted(mappings);
}

/** The mapping of a group, found by its id alone: a group made anew under the same name is unmapped (CRD-20). */
export const mappingOf = (mappings: readonly FunnelMapping[], groupId: GroupId): FunnelMapping | undefined =>
  mappings.find((mapping) => mapping.groupId === groupId);

/** Groups that carry the name of a mapped one but not its id: made anew, unmapped, and worth a warning (CRD-20). */
export const groupsMadeAnew = (
  mappings: readonly FunnelMapping[],
  groups: readonly { readonly id: GroupId; readonly name: string }[],
): readonly { readonly id: GroupId; readonly name: string }[] =>
  groups.filter((group) => mappings.some((mapping) => mapping.groupName === group.name && mapping.groupId !== group.id)
    && mappingOf(mappings, group.id) === undefined);
