import type { MessageTemplate } from '../../domain/active-send/active-send.ts';
import type { GroupId } from '../../domain/attendance/sighting.ts';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NeppoClient } from './neppo-client.ts';
import type { SendHabits } from './send-habits.ts';
import { translateTemplate } from './translate/template.ts';
import { wireParameter, wireTemplate, type WireParameter, type WireTemplate } from './wire/template.ts';

/** A template's places are settled when Meta is asked; a changed template is another one. */
const FRESH_MS = 10 * 60_000;

/** Reads the templates of a group. The places of each cost a call, and are kept for a while. */
export function createTemplateReader(client: NeppoClient, habits: SendHabits, { now }: Clock): (groupId: GroupId) => Promise<readonly MessageTemplate[]> {
  const kept = new Map<string, { readonly until: Instant; readonly places: readonly WireParameter[] }>();

  async function placesOf(row: WireTemplate): Promise<readonly WireParameter[]> {
    if (!hasPlaces(row)) return [];
    const key = JSON.stringify([row.id, row.template, row.parameterCount, row.mediaParameterCount]);
    const known = kept.get(key);
    if (known !== undefined && now() < known.until) return known.places;
    const places = await client.rowsOf('templateParameters', wireParameter, row.id);
    for (const [old, { until }] of kept) if (until <= now()) kept.delete(old);
    kept.set(key, { until: addMs(now(), FRESH_MS), places });
    return places;
  }

  return async (groupId) => {
    const rows = habits.templates === 'all' ? await client.listAll('templates', wireTemplate) : await client.rowsOf('groupTemplates', wireTemplate, groupId);
    const templates: MessageTemplate[] = [];
    for (const row of rows) templates.push(translateTemplate(row, await placesOf(row), habits));
    return templates;
  };
}

/** Where the counts are not told, the places are asked for. */
const hasPlaces = ({ parameterCount, mediaParameterCount, template }: WireTemplate): boolean =>
  parameterCount === undefined || mediaParameterCount === undefined || parameterCount + mediaParameterCount > 0 || template.includes('{{');
