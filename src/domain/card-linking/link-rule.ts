import type { GroupId } from '../attendance/sighting.ts';
import type { LinkingSettings } from '../connection/connection.ts';
import { mappingOf, type CountedCards, type LinkBehaviour } from '../funnel/funnel-mapping.ts';
import type { FunnelId } from '../funnel/funnel.ts';
import type { Instant } from '../kernel/instant.ts';
import type { CardId } from './card.ts';

/** What a group's mapping asks for, fixed at the moment a session enters the group. */
export interface LinkRule {
  readonly funnelId: FunnelId;
  readonly behaviour: LinkBehaviour;
  readonly counting: CountedCards;
  /** The version of the settings that it was read from. */
  readonly settingsVersion?: number;
  /** Sessions created before flag and connection were last turned on act only on a later transfer (CRD-17). */
  readonly onSince?: Instant;
  /** Cards that the session opened for later stays: they do not count for an older one that came to light late (CRD-14). */
  readonly apartFrom?: readonly CardId[];
  /** Cards that the session opened for a stay that is none any more: chosen when there is no other (CRD-14). */
  readonly failingOthers?: readonly CardId[];
}

/** The rule of a group under these settings; none while the flag or the connection is off (CRD-01) or the group is unmapped (CRD-02). */
export function decideRule(settings: LinkingSettings, groupId: GroupId): LinkRule | undefined {
  if (settings.linking === 'off') return undefined;
  const mapping = mappingOf(settings.mappings, groupId);
  if (mapping === undefined) return undefined;
  const { funnelId, behaviour, counting } = mapping;
  return {
    funnelId, behaviour, counting,
    ...(settings.version === undefined ? {} : { settingsVersion: settings.version }),
    ...(settings.onSince === undefined ? {} : { onSince: settings.onSince }),
  };
}
