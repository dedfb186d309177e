import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAnnouncer } from '../../../../src/adapters/web/kit/announcer.tsx';
import { composeLog } from '../../../../src/adapters/web/panel/screens/conversation/log-items.ts';
import { createNewcomers } from '../../../../src/adapters/web/panel/screens/conversation/tell-newcomers.ts';
import type { Entry } from '../../../../src/adapters/web/panel/state/panel-state.ts';
import { parseInstant, parseMessageId, parsePartId, type MessageAuthor, type Result } from '../../../../src/domain/index.ts';

const valueOf = <Value>(read: Result<Value, string>): Value => {
  if (!read.ok) throw new Error(read.reason);
  return read.value;
};

function said(key: string, by: MessageAuthor, minute: number, day = 4): Entry {
  const at = valueOf(parseInstant(`2026-05-0${day}T15:${String(minute).padStart(2, '0')}:00.000Z`));
  return { is: 'message', key, at, message: { id: valueOf(parseMessageId(key)), part: valueOf(parsePartId('1')), at, by, kind: 'text', text: key } };
}

describe('the log', () => {
  test('begins each day, what is new, and each who speaks', () => {
    const log = composeLog([said('a', 'client', 1), said('b', 'client', 2), said('c', 'agent', 3), said('d', 'client', 1, 5), said('e', 'client', 2, 5)], 'e');
    expect(log.map(({ startsDay }) => startsDay)).toEqual(['yes', 'no', 'no', 'yes', 'no']);
    expect(log.map(({ startsNew }) => startsNew)).toEqual(['no', 'no', 'no', 'no', 'yes']);
    expect(log.map(({ begins }) => begins)).toEqual(['yes', 'no', 'yes', 'yes', 'yes']);
  });
});

describe('what is announced of a conversation', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const listening = (): { readonly told: string[]; readonly newcomers: ReturnType<typeof createNewcomers> } => {
    const told: string[] = [];
    const announcer = createAnnouncer();
    announcer.polite.subscribe(({ text }) => void (text === '' || told.push(text)));
    return { told, newcomers: createNewcomers(({ text }) => announcer.say(`Marina: ${text}`, 'polite', { group: 'marina', text: (count) => `${count} novas de Marina` })) };
  };

  test('E3: a message at once, those that follow closely as a number', () => {
    const { told, newcomers } = listening();
    const first = [said('a', 'client', 1)];
    newcomers.look(first);
    expect(told).toEqual([]);
    newcomers.look([...first, said('b', 'client', 2)]);
    newcomers.look([...first, said('b', 'client', 2), said('c', 'client', 3)]);
    newcomers.look([...first, said('b', 'client', 2), said('c', 'client', 3), said('d', 'client', 4)]);
    expect(told).toEqual(['Marina: b']);
    vi.advanceTimersByTime(1_500);
    expect(told).toEqual(['Marina: b', '2 novas de Marina']);
  });

  test('neither older pages, nor what agents say, nor what was told before', () => {
    const { told, newcomers } = listening();
    const first = [said('b', 'client', 10)];
    newcomers.look(first);
    newcomers.look([said('a', 'client', 1), ...first, said('c', 'agent', 11)]);
    newcomers.look(first);
    vi.advanceTimersByTime(5_000);
    expect(told).toEqual([]);
  });
});
