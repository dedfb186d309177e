import fc from 'fast-check';
import { addMs, clientsOf, parseCardId, type Card, type Contact, type LinkBehaviour, type LinkingSettings } from 'vinculo/domain';
import { firstMoment, groupIds } from './attendance.ts';
import { funnelId, funnelMappings, linkBehaviour } from './funnel.ts';
import { present } from './present.ts';

/** How automatic linking behaves; on, with some of the groups mapped, unless told otherwise. */
export const linkingSettings = ({ behaviour = linkBehaviour(), ...over }: Partial<LinkingSettings> & {
  readonly behaviour?: fc.Arbitrary<LinkBehaviour>;
} = {}): fc.Arbitrary<LinkingSettings> =>
  fc.record({
    linking: fc.constant('on' as const),
    mappings: funnelMappings(groupIds, behaviour),
    recordMoment: fc.constantFrom('at-start', 'at-finish', 'manual'),
    waitingDays: fc.integer({ min: 1, max: 365 }),
  }).map((settings) => ({ ...settings, ...over }));

const HOUR_MS = 3_600_000;

/** Cards that a contact, its company or a stranger had before any session began; ids and times differ. */
export const cardsAround = (contact: Contact): fc.Arbitrary<readonly Card[]> =>
  fc.array(fc.record({
    funnelId: funnelId(),
    clientId: fc.constantFrom(...clientsOf(contact), undefined),
    state: fc.constantFrom('open', 'open', 'won', 'lost'),
    hoursBefore: fc.integer({ min: 1, max: 1000 }),
  }), { maxLength: 5 }).map((rows) => rows.flatMap(({ clientId, hoursBefore, ...row }, index): readonly Card[] =>
    (clientId === undefined ? [] : [{
      ...row, clientId, id: present(parseCardId(index + 1)), title: 'Negócio antigo', createdAt: addMs(firstMoment, -hoursBefore * HOUR_MS - index),
    }])));
