import fc from 'fast-check';
import { groupIds, sessionHistory, type SessionHistory } from 'vinculo/arbitraries';
import {
  beginRehearsal, followSession, instantOf, parseFunnelMappings, rehearse,
  type Card, type FunnelId, type FunnelMapping, type LinkingSettings,
} from 'vinculo/domain';

// Your own settings, on generated ids: sessions pass through the groups 1 to 4, and older cards stand in the funnels 1 to 3.
const [vendas, suporte] = ['1' as FunnelId, '2' as FunnelId];
const mapped = (group: 0 | 1, groupName: string, funnelId: FunnelId, behaviour: FunnelMapping['behaviour']): FunnelMapping[] =>
  groupIds.slice(group, group + 1).map((groupId) => ({ groupId, groupName, funnelId, behaviour, counting: 'won-and-lost-too' }));
const settings: LinkingSettings = {
  linking: 'on', onSince: instantOf(0), recordMoment: 'at-start', waitingDays: 30,
  mappings: [...mapped(0, 'Vendas', vendas, 'always-create'), ...mapped(1, 'Suporte', suporte, 'link-last')],
};
if (!parseFunnelMappings(settings.mappings).ok) throw new Error('A group is mapped twice.');

/** The cards that would be opened for a session of a known client: transfers, bots, endings and reopenings included. */
function cardsFrom({ sightings: [first, ...later], contact, crm }: SessionHistory): readonly Card[] {
  const begun = beginRehearsal(followSession(first, settings, contact.id), crm);
  return later.reduce((so, sighting) => rehearse(so, { type: 'ChatSessionSighted', sighting, settings }), begun).opened;
}

/** Holds a sentence against a thousand sessions. */
function always(sentence: string, holds: (cards: readonly Card[], history: SessionHistory) => boolean): void {
  const histories = sessionHistory({ settings: fc.constant(settings), archived: 'none' });
  fc.assert(fc.property(histories, (history) => holds(cardsFrom(history), history)), { numRuns: 1000 });
  console.log(sentence);
}

always('Suporte gets one card of a session at most, and none where the client has one.', (cards, { crm }) => {
  const before = crm.cards.some(({ funnelId }) => funnelId === suporte) ? 0 : 1;
  return cards.filter(({ funnelId }) => funnelId === suporte).length <= before;
});
always('A session that is never in Vendas or Suporte opens no card.', (cards, { sightings }) =>
  cards.length === 0 || sightings.some(({ group }) => settings.mappings.some(({ groupId }) => groupId === group?.id)));
always('Cards are for the client, or for the company that the client belongs to.', (cards, { contact }) =>
  cards.every(({ clientId }) => clientId === (contact.company?.id ?? contact.id)));
