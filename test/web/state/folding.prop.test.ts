import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createConversationTalk } from '../../../src/adapters/web/panel/state/conversation-talk.ts';
import { createPagedList } from '../../../src/adapters/web/panel/state/paged-list.ts';
import { compareMessages } from '../../../src/adapters/web/panel/state/message-log.ts';
import type { ChatMessage, MessageState } from '../../../src/domain/conversation/message.ts';

/** What happens at the hub, between the two, and in the panel, in any order. */
const steps = fc.array(fc.oneof(
  fc.record({ do: fc.constant('happen' as const), times: fc.integer({ min: 1, max: 40 }), which: fc.nat(200), how: fc.nat(3) }),
  fc.record({ do: fc.constant('tell' as const), times: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ do: fc.constantFrom('repeat' as const, 'lose' as const, 'load' as const, 'more' as const, 'answer' as const) }),
), { minLength: 4, maxLength: 60, size: 'max' });

/** Answers as they were when they were asked for, given when the test says so. */
function createPost(): { answer<Value>(value: Value): Promise<Value>; give(): Promise<void>; giveAll(): Promise<void> } {
  const waiting: (() => void)[] = [];
  const settled = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));
  return {
    answer: async (value) => await new Promise((resolve) => void waiting.push(() => resolve(value))),
    async give() {
      waiting.shift()?.();
      await settled();
    },
    async giveAll() {
      for (await settled(); waiting.length > 0; await settled()) waiting.shift()?.();
    },
  };
}

const STATES: readonly MessageState[] = ['queued', 'sent', 'delivered', 'read'];
const timeOf = (nth: number): string => new Date(1_800_000_000_000 + nth * 1_000).toISOString();
const aMessage = (id: string, at: string, state: MessageState | undefined): ChatMessage => parseMessage({ id, part: 'P1', at, by: state === undefined ? 'client' : 'agent', kind: 'text', text: id, ...(state === undefined ? {} : { state }) });
const parseMessage = (message: object): ChatMessage => message as ChatMessage;

test('PAN-11: whatever the order of stream and answers, repeated or lost in between, a conversation is as one that is loaded now', async () => {
  await fc.assert(fc.asyncProperty(steps, async (taken) => {
    const said = new Map<string, ChatMessage>();
    const told: ChatMessage[] = [];
    let heard = 0;
    const post = createPost();
    const inOrder = (): readonly ChatMessage[] => [...said.values()].toSorted(compareMessages);
    const talk = createConversationTalk({
      protocol: 'WA1', signal: new AbortController().signal,
      desk: {
        async listMessages(_protocol, { limit = 50, before } = {}) {
          const all = inOrder().filter((message) => before === undefined || `${message.at} ${message.id}` < before);
          const [first] = all.slice(-limit);
          return await post.answer({ messages: all.slice(-limit), ...(all.length > limit && first !== undefined ? { older: `${first.at} ${first.id}` } : {}) });
        },
      },
    });
    const tell = (times: number): void => told.slice(heard, heard = Math.min(told.length, heard + times)).forEach((message) => talk.hear(message));
    const happen = (which: number, how: number): void => {
      const known = [...said.values()][which % Math.max(1, said.size)];
      // Late ones bear an earlier time; the others go further, or are new.
      const next = how === 0 && known?.state !== undefined ? { ...known, state: STATES[STATES.indexOf(known.state) + 1] ?? known.state }
        : aMessage(`m${String(said.size).padStart(5, '0')}`, timeOf(how === 1 ? Math.max(0, said.size - which) : said.size + 1), which % 2 === 0 ? 'queued' : undefined);
      said.set(next.id, next);
      told.push(next);
    };
    for (let nth = 0; nth < 80; nth++) happen(nth, 2);
    heard = told.length;
    const loads = [talk.load()];
    for (const step of taken) {
      if (step.do === 'happen') for (let nth = 0; nth < step.times; nth++) happen(step.which + nth, step.how);
      if (step.do === 'tell') tell(step.times);
      if (step.do === 'repeat') told.slice(0, heard).toReversed().forEach((message) => talk.hear(message));
      if (step.do === 'lose') heard = told.length;
      if (step.do === 'lose' || step.do === 'load') loads.push(talk.load());
      if (step.do === 'more') loads.push(talk.loadOlder());
      if (step.do === 'answer') await post.give();
    }
    tell(told.length);
    await post.giveAll();
    await Promise.all(loads);
    const { length } = talk.messages.value;
    expect(talk.messages.value).toEqual(inOrder().slice(said.size - length));
    expect(length).toBeGreaterThanOrEqual(Math.min(50, said.size));
    expect(talk.hasOlder.value).toBe(length < said.size);
  }), { numRuns: 150 });
});

interface AnyRow {
  readonly id: string;
  readonly at: number;
  readonly is: 'in' | 'out';
}

const downwards = (a: AnyRow, b: AnyRow): number => b.at - a.at || (a.id < b.id ? 1 : -1);

test('C1: whatever the order of stream and answers, or what is lost in between, a list is as one that is loaded now', async () => {
  await fc.assert(fc.asyncProperty(steps, async (taken) => {
    const rows = new Map<string, AnyRow>();
    const told: (AnyRow | string)[] = [];
    let heard = 0;
    const post = createPost();
    const inOrder = (): readonly AnyRow[] => [...rows.values()].filter((row) => row.is === 'in').toSorted(downwards);
    const list = createPagedList<AnyRow>({
      signal: new AbortController().signal, keyOf: ({ id }) => id, compare: downwards, belongs: (row) => row.is === 'in',
      async read({ limit, after }) {
        const all = inOrder();
        const from = after === undefined ? 0 : all.findIndex((row) => downwards(row, parseRow(after)) > 0);
        const page = from < 0 ? [] : all.slice(from, from + limit);
        const last = page.at(-1);
        return await post.answer({ rows: page, ...(last !== undefined && from + limit < all.length ? { next: JSON.stringify(last) } : {}) });
      },
    });
    const tell = (times: number): void => told.slice(heard, heard = Math.min(told.length, heard + times)).forEach((news) => list.change(typeof news === 'string' ? { drop: news } : { put: news }));
    let clock = 0;
    const happen = (which: number, how: number): void => {
      const id = `r${which % 120}`;
      if (how === 0) {
        rows.delete(id);
        told.push(id);
        return;
      }
      // Some change without anything having happened in them of late.
      const row: AnyRow = { id, at: how === 3 ? rows.get(id)?.at ?? which : ++clock, is: how === 1 && which % 3 === 0 ? 'out' : 'in' };
      rows.set(id, row);
      told.push(row);
    };
    for (let nth = 0; nth < 80; nth++) happen(nth, 2);
    heard = told.length;
    const loads = [list.reload()];
    for (const step of taken) {
      if (step.do === 'happen') for (let nth = 0; nth < step.times; nth++) happen(step.which + nth * 7, step.how);
      if (step.do === 'tell') tell(step.times);
      if (step.do === 'lose') heard = told.length;
      if (step.do === 'lose' || step.do === 'load') loads.push(list.reload());
      if (step.do === 'more') loads.push(list.loadMore());
      if (step.do === 'answer') await post.give();
    }
    tell(told.length);
    await post.giveAll();
    await Promise.all(loads);
    const { length } = list.rows.value;
    expect(list.rows.value).toEqual(inOrder().slice(0, length));
    expect(list.hasMore.value || length === inOrder().length).toBe(true);
  }), { numRuns: 150 });
});

const parseRow = (text: string): AnyRow => JSON.parse(text) as AnyRow;
