import type { PanelState } from './state/panel-state.ts';
import type { Words } from './wording/words.ts';

/** What a key does in the panel. */
export type KeyAct = keyof Words['keys']['act'];

interface Shortcut {
  readonly act: KeyAct;
  /** As `KeyboardEvent.key`; with Alt unless `single`. */
  readonly key: string;
  /** A key alone: it never acts while somebody types, and may be switched off (WCAG 2.1.4). */
  readonly single?: true;
}

/** One table for the keys and for the sheet that tells of them. */
export const SHORTCUTS: readonly Shortcut[] = [
  { act: 'previous-session', key: 'ArrowUp' }, { act: 'next-session', key: 'ArrowDown' },
  { act: 'tab-open', key: '1' }, { act: 'tab-closed', key: '2' }, { act: 'tab-sent', key: '3' },
  { act: 'transfer', key: 't' }, { act: 'close', key: 'e' }, { act: 'mode', key: 'c' }, { act: 'pause', key: 'p' },
  { act: 'search', key: '/', single: true }, { act: 'help', key: '?', single: true },
];

/** How a shortcut is written where it is told. */
export const writtenAs = ({ key, single }: Shortcut): string => `${single ? '' : 'Alt+'}${ARROWS.get(key) ?? key.toUpperCase()}`;

const ARROWS: ReadonlyMap<string, string> = new Map([['ArrowUp', '↑'], ['ArrowDown', '↓']]);

interface KeyNeeds {
  readonly state: PanelState;
  /** Ends the agent's pause, or begins one. */
  readonly onPause: () => void;
}

/** Hears keys of the panel's own page, and of no other. @returns what ends it. */
export function listenToKeys(target: EventTarget, { state, onPause }: KeyNeeds): () => void {
  const acts = actsOf(state, onPause);
  const hear = (event: Event): void => {
    if (!(event instanceof KeyboardEvent) || event.defaultPrevented || event.isComposing) return;
    if (event.key === 'Escape') return state.navigation.sheet.peek() === undefined ? leave(event, state) : undefined;
    const found = SHORTCUTS.find((shortcut) => isHit(shortcut, event, state.singleKeys.peek() === 'on'));
    // What lies over a screen may be half filled in: nothing takes its place.
    if (found === undefined || state.navigation.sheet.peek() !== undefined) return;
    event.preventDefault();
    // A key that is held down goes through the sessions, and does nothing else again and again.
    if (!event.repeat || found.act === 'previous-session' || found.act === 'next-session') acts[found.act]?.();
  };
  target.addEventListener('keydown', hear);
  return () => target.removeEventListener('keydown', hear);
}

function isHit({ key, single }: Shortcut, event: KeyboardEvent, singles: boolean): boolean {
  if (event.ctrlKey || event.metaKey) return false;
  if (single) return singles && !event.altKey && event.key === key && !isTyping(event.target);
  // With Alt some layouts write another sign: the key itself counts then.
  return event.altKey && (event.key.toLowerCase() === key.toLowerCase() || event.code === `Key${key.toUpperCase()}` || event.code === `Digit${key}`);
}

const isTyping = (target: EventTarget | null): boolean => target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;

function leave(event: Event, state: PanelState): void {
  if (state.navigation.screen.peek().at === 'lists') return;
  event.preventDefault();
  state.navigation.back();
}

function actsOf(state: PanelState, onPause: () => void): Partial<Readonly<Record<KeyAct, () => void>>> {
  const { navigation, tab, lists } = state;
  const here = (): string | undefined => {
    const screen = navigation.screen.peek();
    return screen.at === 'conversation' ? screen.protocol : undefined;
  };
  const step = (by: 1 | -1): void => {
    const rows = lists[tab.peek() === 'closed' ? 'closed' : 'open'].rows.peek();
    const at = rows.findIndex(({ protocol }) => protocol === here());
    const next = rows[at < 0 ? 0 : at + by];
    if (next !== undefined) navigation.go({ at: 'conversation', protocol: next.protocol });
  };
  const show = (to: 'open' | 'closed' | 'sent'): void => {
    navigation.go({ at: 'lists' });
    tab.value = to;
  };
  const over = (sheet: 'transfer' | 'close'): void => {
    const protocol = here();
    if (protocol !== undefined) navigation.open({ over: sheet, protocol });
  };
  return {
    'previous-session': () => step(-1), 'next-session': () => step(1),
    'tab-open': () => show('open'), 'tab-closed': () => show('closed'), 'tab-sent': () => show('sent'),
    transfer: () => over('transfer'), close: () => over('close'),
    mode: () => {
      const protocol = here();
      if (protocol === undefined) return;
      const draft = state.drafts.of(protocol);
      draft.value = { ...draft.peek(), mode: draft.peek().mode === 'reply' ? 'comment' : 'reply' };
    },
    pause: onPause,
    search: () => {
      navigation.go({ at: 'lists' });
      requestAnimationFrame(() => document.getElementById('panel-search')?.focus());
    },
    help: () => navigation.open({ over: 'shortcuts' }),
  };
}
