import { signal } from '@preact/signals';
import { afterEach, expect, test, vi } from 'vitest';
import { createAlarms } from '../../../src/adapters/web/panel/state/alarms.ts';
import { commentsOf } from '../../../src/adapters/web/panel/state/comment-log.ts';
import { createNavigation } from '../../../src/adapters/web/panel/state/navigation.ts';
import { wasNotDone } from '../../../src/adapters/web/panel/state/outbox-item.ts';
import { createToasts } from '../../../src/adapters/web/panel/state/toasts.ts';
import { createWritingWindow } from '../../../src/adapters/web/panel/state/writing-window.ts';
import { DeskProblem } from '../../../src/client/index.ts';
import type { SessionComment } from '../../../src/domain/attendance/sighting.ts';
import type { DeskRow } from '../../../src/domain/desk/desk-row.ts';

const closing = new AbortController();
afterEach(() => void vi.useRealTimers());

test('E2: going back leaves a sheet first, then the screen, and puts the focus where it was', () => {
  const restored: string[] = [];
  let focus = 'row';
  const navigation = createNavigation(() => {
    const before = focus;
    return () => void restored.push(before);
  });
  navigation.go({ at: 'conversation', protocol: 'WA1' });
  focus = 'menu';
  navigation.open({ over: 'transfer', protocol: 'WA1' });
  navigation.back();
  expect([navigation.screen.value, navigation.sheet.value, restored]).toEqual([{ at: 'conversation', protocol: 'WA1' }, undefined, ['menu']]);
  focus = 'next';
  navigation.go({ at: 'conversation', protocol: 'WA2' });
  focus = 'link';
  navigation.go({ at: 'link-contact', protocol: 'WA2' });
  navigation.back();
  expect(navigation.screen.value).toEqual({ at: 'conversation', protocol: 'WA2' });
  navigation.back();
  expect([navigation.screen.value, restored]).toEqual([{ at: 'lists' }, ['menu', 'link', 'row']]);
  navigation.back();
  expect(navigation.screen.value).toEqual({ at: 'lists' });
});

test('C5: the window shuts by itself at its time, and opens when the row tells of a later one', () => {
  vi.useFakeTimers();
  const row = signal<DeskRow | undefined>(parseDeskRow({ protocol: 'WA1', windowClosesAt: new Date(Date.now() + 60_000).toISOString() }));
  const window = createWritingWindow({ row, now: Date.now, alarms: createAlarms(closing.signal), signal: closing.signal });
  expect(window.value.state).toBe('open');
  vi.advanceTimersByTime(59_000);
  expect(window.value.state).toBe('open');
  vi.advanceTimersByTime(1_001);
  expect(window.value.state).toBe('shut');
  row.value = parseDeskRow({ protocol: 'WA1', windowClosesAt: new Date(Date.now() + 60_000).toISOString() });
  expect(window.value.state).toBe('open');
});

test('three short words are shown at once; each leaves by itself, what failed later', () => {
  vi.useFakeTimers();
  const toasts = createToasts(createAlarms(closing.signal));
  const texts = (): readonly string[] => toasts.shown.value.map(({ text }) => text);
  for (const text of ['um', 'dois', 'três']) toasts.show(text, 'done');
  toasts.show('quatro', 'failed');
  toasts.show('três', 'done');
  expect(texts()).toEqual(['dois', 'quatro', 'três'].slice(-3));
  vi.advanceTimersByTime(4_100);
  expect(texts()).toEqual(['quatro']);
  vi.advanceTimersByTime(4_100);
  expect(texts()).toEqual([]);
});

test('SES-05: a comment that stream and sheet tell at somewhat different moments is one; the same said twice is two', () => {
  const at = (second: number): string => `2026-05-04T12:00:${String(second).padStart(2, '0')}.000Z`;
  const ok = (second: number): SessionComment => parseComment({ text: 'ok', at: at(second) });
  expect(commentsOf([ok(1)], [ok(3)], at(0))).toHaveLength(1);
  expect(commentsOf([ok(1)], [ok(1), ok(30)], at(0))).toHaveLength(2);
  expect(new Set(commentsOf([ok(1), ok(2)], [], at(0)).map(({ key }) => key)).size).toBe(2);
});

test('C4: another key is taken only where the hub surely did nothing', () => {
  const refused = (because: NonNullable<DeskProblem['because']>): DeskProblem => new DeskProblem({ status: 409, kind: 'act-refused', text: '', because });
  expect(wasNotDone(refused('window-shut'))).toBe(true);
  expect(wasNotDone(refused('set-aside'))).toBe(false);
  expect(wasNotDone(refused('refused'))).toBe(false);
  expect(wasNotDone(new DeskProblem({ status: 500, kind: 'defect', text: '' }))).toBe(false);
  expect(wasNotDone(new DeskProblem({ status: 422, kind: 'invalid-input', text: '' }))).toBe(true);
});

const parseDeskRow = (row: object): DeskRow => row as DeskRow;
const parseComment = (comment: object): SessionComment => comment as SessionComment;
