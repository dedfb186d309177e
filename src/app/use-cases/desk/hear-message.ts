import type { PartId } from '../../../domain/index.ts';
import type { ClaimedDelivery, IdSource, SessionRow, Sessions, Settlement } from '../../../ports/index.ts';
import type { ConnectedSystems } from '../../connections.ts';
import type { KnownConnection } from '../../connection-settings.ts';
import { followUps, lanes, parseTalkLane } from '../../deliveries.ts';
import type { MeantConversations, ToldMessage } from './meant-conversations.ts';
import type { WorkOnTalk } from './work-on-talk.ts';

/** A message's webhook, in the lane of the conversation that it was taken to belong to, or in one of its own. */
export interface HearingWork {
  readonly delivery: ClaimedDelivery;
  readonly connection: KnownConnection;
  readonly systems: ConnectedSystems;
}

/** Brings what was said to its conversation: at once where it came into that conversation's own lane, else by a delivery to it. */
export type HearMessage = (work: HearingWork, told: ToldMessage) => Promise<Settlement>;

export interface HearMessageNeeds {
  readonly sessions: Pick<Sessions, 'load'>;
  readonly meant: MeantConversations;
  readonly talk: WorkOnTalk;
  readonly ids: IdSource;
}

export function createHearMessage({ sessions, meant, talk, ids }: HearMessageNeeds): HearMessage {
  /** To the conversation that it belongs to; the chat is asked where nobody has told of its session yet. */
  async function saidIn(work: HearingWork, told: ToldMessage & { readonly part: PartId }): Promise<Settlement> {
    const { part, message } = told;
    const known = await meant.ofPart(work.connection.id, part);
    const protocol = known ?? (await work.systems.chat.attendance.findPart(part))?.protocol;
    if (protocol === undefined) return await saidBy(work, told);
    const { toSession, toTalk } = followUps(ids, work.delivery);
    const said = message === undefined ? { type: 'messages-touched', part } as const : { type: 'message-told', message } as const;
    const unheardOf = known === undefined ? [toSession(protocol, { type: 'session-touched', part })] : [];
    if (lanes.talk(protocol) === work.delivery.lane) return withMore(await talk({ ...work, protocol }, said), unheardOf);
    return { end: { type: 'awaiting' }, decision: { outcome: 'forwarded', to: lanes.talk(protocol) }, forward: [toTalk(protocol, said), ...unheardOf] };
  }

  /**
   * A message that names nothing but a number is looked for in the sessions that run with that number. The one in whose lane this is may have
   * ended since: what was said before counts all the same (SES-10).
   */
  async function saidBy(work: HearingWork, { phone }: ToldMessage): Promise<Settlement> {
    const here = parseTalkLane(work.delivery.lane);
    const protocols = new Set([...(here === undefined ? [] : [here]), ...(phone === undefined ? [] : await meant.ofNumber(work.connection, phone))]);
    const rows = await Promise.all([...protocols].map(async (protocol) => await sessions.load(work.connection.id, protocol)));
    const places = rows.flatMap((row) => (row !== undefined && (row.phase === 'running' || row.protocol === here) ? placesIn(row) : []));
    const { toTalk } = followUps(ids, work.delivery);
    const elsewhere = places.filter(({ protocol }) => protocol !== here).map(({ protocol, touched }) => toTalk(protocol, touched));
    const own = places.find(({ protocol }) => protocol === here);
    if (own !== undefined) return withMore(await talk({ ...work, protocol: own.protocol }, own.touched), elsewhere);
    const [end, outcome] = elsewhere.length > 0 ? ['awaiting', 'forwarded'] as const : ['done', 'nothing-to-do'] as const;
    return { end: { type: end }, decision: { outcome, because: 'session-unnamed' }, forward: elsewhere };
  }

  return async (work, told) => {
    const { part } = told;
    return part === undefined ? await saidBy(work, told) : await saidIn(work, { ...told, part });
  };
}

/** Where a session goes on: in its newest part. */
const placesIn = ({ protocol, parts }: SessionRow) => parts.slice(-1).map((part) => ({ protocol, touched: { type: 'messages-touched', part } as const }));

const withMore = (settlement: Settlement, more: NonNullable<Settlement['forward']>): Settlement =>
  (more.length === 0 ? settlement : { ...settlement, forward: [...settlement.forward ?? [], ...more] });
