import { groupsMadeAnew, type FunnelMapping } from '../../../../domain/index.ts';
import type { HealthFacts } from '../facts.ts';
import { found, type Finding } from '../findings.ts';

/** Mapped funnels alive, mapped groups there, the hub's fields made (CRD-11, CRD-20, ACT-07). */
export const checkMappings = (facts: HealthFacts): readonly Finding[] => [
  funnels(facts), groups(facts),
  found('ploomes-fields', facts.fields.seen, facts.fields.code === undefined ? {} : { code: facts.fields.code }),
];

function funnels({ funnels: asked, settings }: HealthFacts): Finding {
  if (asked.known === 'no') return found('funnels', 'untold', { code: asked.code });
  const alive = new Set(asked.value.filter(({ archived }) => !archived).map(({ id }) => id));
  const names = settings.options.mappings.filter(({ funnelId }) => !alive.has(funnelId))
    .map(({ groupName, funnelId }) => `${groupName} → ${asked.value.find(({ id }) => id === funnelId)?.name ?? funnelId}`);
  return names.length === 0 ? found('funnels', 'alive') : found('funnels', 'unavailable', { names });
}

function groups({ groups: asked, settings: { options: { mappings } } }: HealthFacts): Finding {
  if (asked.known === 'no') return found('groups', 'untold', { code: asked.code });
  const anew = groupsMadeAnew(mappings, asked.value).map(({ name }) => name);
  if (anew.length > 0) return found('groups', 'made-anew', { names: anew });
  const gone = mappings.filter(({ groupId }: FunnelMapping) => !asked.value.some(({ id }) => id === groupId)).map(({ groupName }) => groupName);
  return gone.length === 0 ? found('groups', 'there') : found('groups', 'gone', { names: gone });
}
