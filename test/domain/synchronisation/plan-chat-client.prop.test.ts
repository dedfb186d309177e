import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ContactId } from '../../../src/domain/index.ts';
import { outsideEdits, edit, someSides, type OutsideEdit } from './outside-edits.ts';
import { reconcile, synchronise, twoSides, type TwoSides } from './two-sides.ts';

const idsOf = ({ contacts }: TwoSides): readonly ContactId[] => [...contacts.keys()];

/** Plays a history; after some of the edits the one concerned is synchronised at once, after others nobody was told. */
function play(history: readonly OutsideEdit[], sides: TwoSides): TwoSides {
  for (const each of history) {
    edit(sides, each);
    if (each.told) for (const id of idsOf(sides).filter((contact) => contact === each.contact)) synchronise(sides, id);
  }
  return sides;
}

/** Which contact each number is linked to. */
const linksOf = ({ clients }: TwoSides): readonly string[] =>
  [...clients.values()].flatMap(({ phone, externalCode }) => (phone === undefined || externalCode === undefined ? [] : [`${phone}=${externalCode}`])).toSorted();

test('SYN-08: writes stop within one cycle after the last outside edit, in every history', () => {
  fc.assert(
    fc.property(someSides(), outsideEdits(), ({ contacts, clients }, history) => {
      const sides = play(history, twoSides(contacts, clients));
      reconcile(sides);
      const before = sides.writes.length;
      reconcile(sides);
      expect(sides.writes.slice(before)).toEqual([]);
    }),
  );
});

test('SYN-04: nobody who was deleted is linked, whatever happened', () => {
  fc.assert(
    fc.property(someSides(), outsideEdits(), ({ contacts, clients }, history) => {
      const sides = play(history, twoSides(contacts, clients));
      reconcile(sides);
      for (const { externalCode } of sides.clients.values()) {
        const linked = [...sides.contacts.values()].find(({ id }) => id === externalCode);
        if (linked !== undefined) expect(linked.deleted).not.toBe(true);
      }
    }),
  );
});

test('SYN-03: matching does not depend on the order in which contacts are looked at', () => {
  fc.assert(
    fc.property(someSides(), outsideEdits(), fc.boolean(), ({ contacts, clients }, history, last) => {
      const [forth, back] = [0, 1].map(() => play(history, twoSides(contacts, clients)));
      if (forth === undefined || back === undefined) throw new Error('Two were made.');
      reconcile(forth);
      const turned = idsOf(back).toReversed();
      reconcile(back, last ? turned : [...turned.slice(1), ...turned.slice(0, 1)]);
      expect(linksOf(back)).toEqual(linksOf(forth));
    }),
  );
});
