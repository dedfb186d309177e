import {
  beginRehearsal, followSession, rehearse,
  type Contact, type LinkingSettings, type RehearsedCrm, type Sighting,
} from '../src/domain/index.ts';
import type { Figure } from './run.ts';

const SESSIONS = 5_000;

/** Whole sessions of five sightings, folded and decided. */
export function measureDecisions(): readonly Figure[] {
  const contact = { id: '1', kind: 'person', name: 'Ana', phones: [] } as unknown as Contact;
  const settings = {
    linking: 'on', recordMoment: 'at-start', waitingDays: 30,
    mappings: ['A', 'B', 'C'].map((group) => ({ groupId: group, groupName: group, funnelId: `funnel-${group}`, behaviour: 'link-last', counting: 'won-and-lost-too' })),
  } as unknown as LinkingSettings;
  const crm: RehearsedCrm = { contacts: [contact], cards: [], unavailable: [] };
  const sighting = (minute: number, group: string, state = 'open'): Sighting => ({
    protocol: 'WA1', part: '1', partStartedAt: '2026-05-04T12:00:00.000Z', at: `2026-05-04T12:0${minute}:00.000Z`, state,
    channel: { kind: 'whatsapp' }, client: { phone: '5511987654321' }, group: { id: group, name: group },
  } as unknown as Sighting);
  const [first, ...rest] = [sighting(0, 'A'), sighting(1, 'B'), sighting(2, 'A'), sighting(3, 'C'), sighting(4, 'C', 'closed')];
  if (first === undefined) return [];

  const begun = performance.now();
  for (let session = 0; session < SESSIONS; session++) {
    rest.reduce(
      (state, each) => rehearse(state, { type: 'ChatSessionSighted', sighting: each, settings }),
      beginRehearsal(followSession(first, settings, contact.id), crm),
    );
  }
  const seconds = (performance.now() - begun) / 1000;
  return [{ name: 'sightings folded and decided', value: (SESSIONS * 5) / seconds, unit: '/s' }];
}
