import { BEGINNING, ELSEWHERE, HERE } from '../../../../src/ports/contracts/builders.ts';
import { MOST_ASTRAY, type AstrayHour, type HookSigns, type RefusingIntegration } from '../../../../src/ports/index.ts';
import type { Saboteur } from './saboteur.ts';

const signsWith = (change: (signs: HookSigns) => Partial<HookSigns>): Saboteur =>
  ({ hookSigns }) => ({ hookSigns: { ...hookSigns, ...change(hookSigns) } });

/** Shows what went astray otherwise than it is kept. */
const showing = (change: (hours: readonly AstrayHour[]) => readonly AstrayHour[]): Saboteur =>
  signsWith((signs) => ({ astray: async (connection, since) => change(await signs.astray(connection, since)) }));

export const hookSignsSaboteurs: Readonly<Record<string, Saboteur>> = {
  'tells since when something was seen that no webhook told of, by its kind': signsWith((signs) => ({
    seen: async (connection) => Object.fromEntries(Object.entries(await signs.seen(connection)).filter(([kind]) => kind !== 'Agent')),
  })),
  'keeps the latest moment of a kind': signsWith((signs) => {
    const noted = new Set<string>();
    return { noteSeen: async (connection, kind, since) => (noted.has(kind) ? undefined : (noted.add(kind), await signs.noteSeen(connection, kind, since))) };
  }),
  'tells of what was seen in one connection alone': signsWith((signs) => ({
    seen: async (connection) => ({ ...(await signs.seen(ELSEWHERE)), ...(await signs.seen(connection)) }),
  })),
  'adds up what goes astray within an hour': signsWith((signs) => {
    const noted = new Set<string>();
    return {
      noteAstray: async (address, at, count) => {
        const hour = `${at.slice(0, 13)} ${address.connection ?? ''}`;
        if (noted.has(hour) && count < 5) return;
        noted.add(hour);
        await signs.noteAstray(address, at, count);
      },
    };
  }),
  'counts what goes astray only so far': signsWith((signs) => {
    let nearlyAll = false;
    return {
      noteAstray: async (address, at, count) => ((nearlyAll ||= count === MOST_ASTRAY - 1), await signs.noteAstray(address, at, count)),
      astray: async (connection, since) => (await signs.astray(connection, since)).map((hour) => (nearlyAll ? { ...hour, count: hour.count + 4 } : hour)),
    };
  }),
  'counts no more than that at once either': signsWith((signs) => {
    let most = 0;
    return {
      noteAstray: async (address, at, count) => ((most = count), await signs.noteAstray(address, at, count)),
      astray: async (connection, since) => (await signs.astray(connection, since)).map((hour) => (most > MOST_ASTRAY ? { ...hour, count: most } : hour)),
    };
  }),
  'tells which system it was, and in which hour': showing((hours) => hours.map((hour) => ({ ...hour, system: 'neppo' }))),
  'tells of no hour before the one that is asked for': signsWith((signs) => ({ astray: async (connection) => await signs.astray(connection, BEGINNING) })),
  "tells a connection's old addresses from those of others": signsWith((signs) => ({
    noteAstray: async (address, at, count) => await signs.noteAstray(address.connection === ELSEWHERE ? { ...address, connection: HERE } : address, at, count),
  })),
  "tells addresses that were never anybody's by themselves": signsWith((signs) => ({
    astray: async (connection, since) => [...(await signs.astray(connection, since)), ...(connection === undefined ? await signs.astray(HERE, since) : [])],
  })),
  'forgets what went astray more than a week ago': signsWith((signs) => {
    const kept: AstrayHour[] = [];
    return {
      noteAstray: async (address, at, count) => {
        if (at.slice(0, 10) > '2026-05-11') kept.push(...(await signs.astray(address.connection, BEGINNING)));
        await signs.noteAstray(address, at, count);
      },
      astray: async (connection, since) => [...kept, ...(await signs.astray(connection, since))],
    };
  }),
  'adds up what an integration refused, by its reasons, the last one first': signsWith((signs) => ({
    refused: async (integration, since) => (await signs.refused(integration, since)).toReversed(),
  })),
  'tells of what one integration refused alone': signsWith((signs) => {
    let last: RefusingIntegration | undefined;
    return {
      noteRefused: async (integration, refused) => ((last = integration), await signs.noteRefused(integration, refused)),
      refused: async (integration, since) => await signs.refused(last ?? integration, since),
    };
  }),
  'counts no refusal of an hour before the one that is asked for': signsWith((signs) => ({ refused: async (integration) => await signs.refused(integration, BEGINNING) })),
};
