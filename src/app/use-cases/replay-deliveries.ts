import type { DeliveryDesk, DeliveryRecord, History, Inbox, NewDelivery, Replay, ReplayedAs, ReplayRefusal } from '../../ports/index.ts';
import { isFromOutside } from '../deliveries.ts';
import type { PlayAgain, PlayWish } from './play-again.ts';

export interface ReplayDeliveriesNeeds {
  readonly history: History;
  readonly inbox: Inbox;
  readonly playAgain: PlayAgain;
}

/** So many deliveries are held in memory at once. */
const PAGE = 200;

type Played = Omit<Replay, 'notFound'>;

/** Plays deliveries again that are named, or one that was corrected (HUB-02, WHK-07). */
export function createReplayDeliveries({ history, inbox, playAgain }: ReplayDeliveriesNeeds): Pick<DeliveryDesk, 'replay' | 'editAndReplay'> {
  async function accept(copies: readonly NewDelivery[]): Promise<Pick<Played, 'replayed' | 'already'>> {
    const replayed: ReplayedAs[] = [];
    const already: ReplayedAs[] = [];
    const accepted = copies.length === 0 ? [] : await inbox.accept(copies);
    for (const [place, { replayOf }] of copies.entries()) {
      const taken = accepted[place];
      // Somebody else may have asked for the same a moment ago; the inbox took one of them.
      if (taken !== undefined && replayOf !== undefined) (taken.repeated ? already : replayed).push({ id: replayOf, as: taken.id });
    }
    return { replayed, already };
  }

  async function refusing(records: readonly DeliveryRecord[]): Promise<(record: DeliveryRecord) => ReplayRefusal | undefined> {
    const inactive = await playAgain.inactiveOf(records);
    return (record) => playAgain.refusalOf(record) ?? (inactive.has(record.connection) ? 'connection-inactive' : undefined);
  }

  async function replayPage(records: readonly DeliveryRecord[], wish: PlayWish): Promise<Played> {
    const refusalOf = await refusing(records);
    const already: ReplayedAs[] = [];
    const refused: Replay['refused'][number][] = [];
    const copies: NewDelivery[] = [];
    for (const record of records) {
      const because = refusalOf(record);
      if (record.replayedAs !== undefined) already.push({ id: record.id, as: record.replayedAs });
      else if (because !== undefined) refused.push({ id: record.id, because });
      else copies.push(await playAgain.copyOf(record, wish));
    }
    const accepted = await accept(copies);
    return { replayed: accepted.replayed, already: [...already, ...accepted.already], refused };
  }

  return {
    async replay({ name, scope }, ids, settings = 'now') {
      const wanted = [...new Set(ids)];
      const found = new Set<string>();
      const played: Played[] = [];
      let after: string | undefined;
      do {
        const { rows, next } = await history.records(scope, { ids: wanted }, { limit: PAGE, ...(after === undefined ? {} : { after }) });
        for (const { id } of rows) found.add(id);
        played.push(await replayPage(rows, { askedBy: name, settings }));
        after = next;
      } while (after !== undefined);
      return {
        replayed: played.flatMap(({ replayed }) => replayed),
        already: played.flatMap(({ already }) => already),
        refused: played.flatMap(({ refused }) => refused),
        notFound: wanted.filter((id) => !found.has(id)),
      };
    },
    async editAndReplay({ name, scope }, id, { body, settings = 'now' }) {
      const record = await history.find(scope, id);
      if (record === undefined) return { outcome: 'not-found' };
      if (record.replayedAs !== undefined) return { outcome: 'already', as: record.replayedAs };
      if (!isFromOutside(record) && !isOfPlatform(record)) return { outcome: 'refused', because: 'not-from-outside' };
      const because = (await refusing([record]))(record);
      if (because !== undefined) return { outcome: 'refused', because };
      const copy = await playAgain.corrected(record, body, { askedBy: name, settings });
      if ('ok' in copy) return { outcome: 'unreadable', reason: copy.reason, detail: copy.detail };
      const { replayed: [taken], already: [earlier] } = await accept([copy]);
      return earlier === undefined ? { outcome: 'replayed', as: taken?.as ?? copy.id } : { outcome: 'already', as: earlier.as };
    },
  };
}

const isOfPlatform = (record: DeliveryRecord): record is DeliveryRecord & { readonly source: 'webhook' } => record.source === 'webhook';
