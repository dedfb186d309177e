import * as z from 'zod';
import type { NeppoSimulator } from '../../../adapters/neppo/simulator/index.ts';
import type { Words } from '../../wording/index.ts';
import { CLIENTS, createClientTurns, GENTLY, type ClientAct, type Pace, type Talk } from './client-turns.ts';
import type { Demo } from './open-demo.ts';
import { actInNeppo } from './outside.ts';
import { aTone } from './tone.ts';

/** Clients who write by themselves. */
export interface DemoClients {
  /** Until nobody writes any more. */
  end(): Promise<void>;
}

const TURN_MS = 500;

/** Lets clients of the simulated Neppo write while somebody has the demo's page open, and rest otherwise. */
export function letClientsWrite({ neppo, page }: Pick<Demo, 'neppo' | 'page'>, words: Words, pace: Pace = GENTLY): DemoClients {
  const turns = createClientTurns(pace);
  const perform = createPerformer(neppo, words);
  page.promiseClients();
  let underWay: Promise<unknown> | undefined;
  const turn = async (): Promise<void> => {
    // Whatever the simulator refuses, such as a session that ended meanwhile, is seen as it is at the next turn.
    for (const act of turns.turn(talksIn(neppo), Date.now())) await Promise.allSettled([perform(act)]);
  };
  const timer = setInterval(() => {
    if (page.isOpen() === 'no' || underWay !== undefined) return;
    underWay = turn().finally(() => (underWay = undefined));
  }, TURN_MS);
  return {
    async end() {
      clearInterval(timer);
      await underWay;
    },
  };
}

const state = z.object({
  sessions: z.array(z.object({ id: z.int(), protocol: z.string(), status: z.string(), channel: z.string(), agent: z.looseObject({}).nullable(), externalProtocol: z.string().nullable() })),
  messages: z.array(z.object({ id: z.int(), sessionId: z.int(), sendBy: z.string() })),
});

/** Written conversations that somebody attends. */
export function talksIn(neppo: Pick<NeppoSimulator, 'state'>): readonly Talk[] {
  const { sessions, messages } = state.parse(neppo.state());
  const open = sessions.filter(({ status, channel, agent }) => status === 'OPEN' && channel === 'WHATSAPP' && agent !== null);
  return open.map(({ id, protocol, externalProtocol }) => {
    const said = messages.filter(({ sessionId, sendBy }) => sessionId === id && sendBy !== 'system');
    const last = said.at(-1);
    const answered = said.findLastIndex(({ sendBy }) => sendBy !== 'user');
    return {
      protocol, phone: externalProtocol ?? '', last: last && { id: last.id, by: last.sendBy === 'user' ? 'client' : 'agent' },
      unanswered: said.length - 1 - answered, written: said.filter(({ sendBy }) => sendBy === 'user').length,
    };
  });
}

/** Every so many answers there is an audio, or a file. */
const OTHER_THAN_TEXT = 4;

function createPerformer(neppo: NeppoSimulator, { demo: { client: words } }: Words): (act: ClientAct) => Promise<unknown> {
  const act = actInNeppo(neppo);
  const said = (texts: readonly string[], count: number): object => ({ from: 'client', text: texts[count % texts.length] });
  const audio = { from: 'client', contentType: 'AUDIO', file: { name: 'audio.wav', type: 'audio/wav', base64: aTone() } };
  const file = { from: 'client', contentType: 'DOCUMENT', fileName: words.fileName, file: { name: words.fileName, type: 'text/plain', base64: Buffer.from(words.file).toString('base64') } };
  const replyAt = (count: number): object => {
    if (count % OTHER_THAN_TEXT !== OTHER_THAN_TEXT - 1) return said(words.replies, count - 1);
    return count % (2 * OTHER_THAN_TEXT) === OTHER_THAN_TEXT - 1 ? audio : file;
  };
  return async (wish) => {
    if (wish.type === 'reply') return await act(`/${wish.protocol}/messages`, replyAt(wish.count));
    if (wish.type === 'ask-again') return await act(`/${wish.protocol}/messages`, said(words.followUps, wish.count - 1));
    const { phone, name, group, agent } = wish.client;
    const protocol = await act('', { phone, name, group });
    await act(`/${protocol}/transfer`, { agent });
    return await act(`/${protocol}/messages`, said(words.openings, CLIENTS.indexOf(wish.client) + wish.visit));
  };
}
