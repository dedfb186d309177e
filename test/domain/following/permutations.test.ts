import { expect, test } from 'vitest';
import {
  beginRehearsal, followSession, rehearse, viewOf,
  type Contact, type FunnelId, type GroupId, type LinkBehaviour, type LinkingSettings, type Rehearsal, type RehearsedCrm, type SessionEvent, type Sighting,
} from '../../../src/domain/index.ts';

const ana = { id: '101', kind: 'person', name: 'Ana Souza', phones: [] } as unknown as Contact;
const settings = (behaviours: Record<string, [string, LinkBehaviour]>): LinkingSettings => ({
  linking: 'on',
  mappings: Object.entries(behaviours).map(([group, [funnel, behaviour]]) => ({
    groupId: group as GroupId, groupName: group, funnelId: funnel as FunnelId, behaviour, counting: 'won-and-lost-too',
  })),
  recordMoment: 'at-start',
  waitingDays: 30,
});

const sighting = (minute: number, group: string, over: Partial<Sighting> = {}): Sighting => ({
  protocol: 'WA1', part: '1', partStartedAt: '2026-05-04T12:00:00.000Z', at: `2026-05-04T12:${String(minute).padStart(2, '0')}:00.000Z`,
  state: 'open', channel: { kind: 'whatsapp' }, client: { phone: '5511987654321' }, group: { id: group, name: group }, ...over,
} as unknown as Sighting);

const crm: RehearsedCrm = { contacts: [ana], cards: [], unavailable: [] };

function play(history: readonly Sighting[], under: LinkingSettings): Rehearsal {
  const [first, ...rest] = history;
  if (first === undefined) throw new Error('a history has a first sighting');
  const begun = beginRehearsal(followSession(first, under, ana.id), crm);
  return rest.reduce((state, each) => rehearse(state, { type: 'ChatSessionSighted', sighting: each, settings: under } satisfies SessionEvent), begun);
}

function* orders<Element>(list: readonly Element[]): Generator<readonly Element[]> {
  if (list.length <= 1) yield list;
  else for (let i = 0; i < list.length; i++) for (const rest of orders(list.toSpliced(i, 1))) yield [list[i] as Element, ...rest];
}

const outcome = ({ opened, followed }: Rehearsal) => ({
  cards: opened.map((card) => card.funnelId).toSorted(),
  last: opened.find((card) => card.id === viewOf(followed).card)?.funnelId,
  records: followed.records.slots.length,
});

const ABACDA = [sighting(0, 'A'), sighting(5, 'B'), sighting(10, 'A'), sighting(15, 'C'), sighting(20, 'D'), sighting(25, 'A'), sighting(30, 'A', { state: 'closed' })];

test.each([['always-create'], ['link-last']] as const)('CRD-14: all 5,040 orders of seven deliveries give the same cards under %s', (behaviour) => {
  const under = settings({ A: ['f1', behaviour], B: ['f2', behaviour], C: ['f1', behaviour] });
  const expected = outcome(play(ABACDA, under));
  for (const order of orders(ABACDA)) expect(outcome(play(order, under))).toEqual(expected);
});
