import type { ChatSendId, MessageTemplate } from '../../domain/active-send/active-send.ts';
import type { GroupId } from '../../domain/attendance/sighting.ts';
import { addMs, floorToSecond, type Instant } from '../../domain/kernel/instant.ts';
import { phoneForms } from '../../domain/phone/phone-key.ts';
import { parsePhone } from '../../domain/phone/phone-number.ts';
import type { ActiveSendRequest, ActiveSends, SendReading } from '../../ports/active-sends.ts';
import type { AgentRoster } from '../../ports/agent-roster.ts';
import type { MarkerAnswer } from '../../ports/card-desk.ts';
import type { Clock } from '../../ports/clock.ts';
import { PortFailure } from '../../ports/failures.ts';
import { contradiction } from './failures.ts';
import type { NeppoClient } from './neppo-client.ts';
import type { NeppoConfig } from './neppo-config.ts';
import { createTemplateReader } from './template-reader.ts';
import { directMessageBody, momentOf, translateReading, translateSendId } from './translate/direct-message.ts';
import { matchSent, type SentMatch } from './translate/sent-match.ts';
import { wireDirectMessage, wireSent, type WireDirectMessage } from './wire/direct-message.ts';
import { idIs, PAGE_SIZE, type WireCondition } from './wire/list.ts';

/** Neppo's clock may run behind ours, and its dates stop at the second. */
const CLOCK_DIFFERENCE_MS = 60_000;

/** Active sends are rows that Neppo works off: accepted whatever they say, and told of by their status. */
export function createNeppoActiveSends(client: NeppoClient, roster: AgentRoster, config: NeppoConfig, clock: Clock): ActiveSends {
  const { sends: habits, routes, timeZone } = config;
  const templatesOf = createTemplateReader(client, habits, clock);
  const route = `POST ${routes.directMessages.path}`;

  async function senderOf({ agentId }: ActiveSendRequest): Promise<number | null> {
    if (agentId === undefined) return null;
    const agent = (await roster.list()).find(({ id }) => id === agentId);
    const named = habits.sender === 'agent' ? agentId : (agent?.userId ?? agentId);
    return /^\d{1,15}$/.test(named) ? Number(named) : null;
  }

  function reading(row: WireDirectMessage): SendReading {
    const read = translateReading(row, habits, timeZone);
    if (read === 'status') throw contradiction(route, 'status (none that is known; set sends.states)');
    return read;
  }

  /** One row by its id. Several ids in one condition find nothing without a word (seen in 2026). */
  async function rowOf(id: ChatSendId): Promise<readonly WireDirectMessage[]> {
    const rows = await client.listNewest('directMessages', wireDirectMessage, idIs('id', id));
    const found = rows.filter((row) => row.id === id);
    if (found.length === 0 && rows.length > 0) throw contradiction(route, 'results (other rows than those asked for)');
    return found;
  }

  return {
    templates: async (groupId: GroupId): Promise<readonly MessageTemplate[]> => await templatesOf(groupId),

    send: async (request) => {
      const lacking = lackingIn(request);
      if (lacking !== undefined) throw new PortFailure('port.refused', `Nothing was sent: ${lacking}`, { retry: 'never' });
      const sent = await client.save('directMessageSave', { ...directMessageBody(request, habits), userId: await senderOf(request) }, wireSent);
      if (!sent.ok) throw sent.failure;
      return translateSendId(sent.answer.id);
    },

    findSent: async (request, { since, known }) => {
      const from = addMs(floorToSecond(since), -CLOCK_DIFFERENCE_MS);
      const look = async (where?: WireCondition): Promise<Look> => {
        const rows = await client.listNewest('directMessages', wireDirectMessage, where);
        const fresh = rows.filter(({ id }) => !known.some((each) => each === id));
        const verdicts = fresh.map((row) => ({ id: translateSendId(row.id), is: matchSent(row, request, { since: from, habits, timeZone }) }));
        return { verdicts, shows: rows.length > 0, reachesBack: reachesBack(rows, from, timeZone) };
      };
      const ofNumber = await eachInTurn(formsOf(request.phone), (form) => look(phoneIs(form)));
      if (foundIn(ofNumber).length > 0) return named(foundIn(ofNumber));
      return absence(await look(), ofNumber);
    },

    readings: async (ids) => {
      const asked = ids.filter((id) => /^\d{1,15}$/.test(id));
      const newest = asked.length > 1 ? await client.listNewest('directMessages', wireDirectMessage) : [];
      const wanted = new Set<string>(asked);
      const rows = new Map(newest.filter(({ id }) => wanted.has(id)).map((row) => [row.id, row]));
      for (const id of asked) if (!rows.has(id)) for (const row of await rowOf(id)) rows.set(row.id, row);
      return asked.flatMap((id) => rows.get(id) ?? []).map(reading);
    },
  };
}

/** Neppo may keep a number in its other form (PHN-04). */
function formsOf(phone: string): readonly string[] {
  const read = parsePhone(phone, { kind: 'with-ddi' });
  return read.ok ? phoneForms(read.value) : [phone];
}

async function eachInTurn<Given, Found>(all: readonly Given[], look: (each: Given) => Promise<Found>): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const each of all) found.push(await look(each));
  return found;
}

const phoneIs = (phone: string) => ({ key: 'phoneNumber', value: phone, operator: 'EQ', logic: 'AND' }) as const;

/** What Neppo would accept and never deliver, or never send. */
function lackingIn({ channel, template, values }: ActiveSendRequest): string | undefined {
  if (channel === 'voice') return undefined;
  if (template === undefined) return 'WhatsApp begins with an approved template alone; choose one.';
  const media = template.parameters.find(({ part, place, type }) => type === 'media' && !values.some((value) => value.part === part && value.place === place));
  return media === undefined ? undefined : `the template ${template.name} wants a file in its ${media.part}, without which it is never delivered.`;
}

/** What one list showed of a send that is looked for. */
interface Look {
  readonly verdicts: readonly { readonly id: ChatSendId; readonly is: SentMatch }[];
  readonly shows: boolean;
  readonly reachesBack: boolean;
}

const foundIn = (looks: readonly Look[]): readonly ChatSendId[] =>
  [...new Set(looks.flatMap(({ verdicts }) => verdicts.filter(({ is }) => is === 'yes').map(({ id }) => id)))];

/**
 * An empty list may be a lie, so that nothing is believed where the account shows no sends at all. What the newest of all sends
 * show is proof where they go back far enough; else the sends of the number are, where there are any.
 */
function absence(newest: Look, ofNumber: readonly Look[]): MarkerAnswer<ChatSendId> {
  const found = foundIn([newest]);
  if (found.length > 0) return named(found);
  const isClear = [newest, ...ofNumber].every(({ verdicts }) => verdicts.every(({ is }) => is === 'no'));
  const isWhole = newest.reachesBack || (ofNumber.some(({ shows }) => shows) && ofNumber.every((look) => look.reachesBack));
  return { believable: isClear && newest.shows && isWhole };
}

const named = ([found, ...others]: readonly ChatSendId[]): MarkerAnswer<ChatSendId> =>
  ({ ...(found === undefined ? {} : { found }), believable: true, ...(others.length === 0 ? {} : { others }) });

/** Whether these newest rows go back to that moment: there are no more, or the last of them is older. */
function reachesBack(rows: readonly WireDirectMessage[], from: Instant, timeZone: string): boolean {
  if (rows.length < PAGE_SIZE) return true;
  const last = momentOf(rows.at(-1)?.createdAt, timeZone);
  return last !== undefined && last < from;
}
