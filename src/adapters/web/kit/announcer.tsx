import { signal, type ReadonlySignal } from '@preact/signals';
import type { ComponentChild } from 'preact';

/** What a screen reader is told of while it reads something else. */
export interface Announcer {
  /**
   * Polite words wait for their turn: one in a second and a half, those that wait become one. Assertive ones are said at once.
   *
   * @param several - what those of one group are called when more than one of them wait: `3 novas de Marina`.
   */
  say(text: string, how?: 'polite' | 'assertive', several?: Several): void;
  readonly polite: ReadonlySignal<Said>;
  readonly assertive: ReadonlySignal<Said>;
}

export interface Several {
  readonly group: string;
  readonly text: (count: number) => string;
}

/** The turn makes a new one of the same words. */
export interface Said {
  readonly turn: number;
  readonly text: string;
}

interface AnnouncerWorks {
  readonly now: () => number;
  readonly later: (ms: number, act: () => void) => void;
}

const PAUSE_MS = 1500;
const NOTHING: Said = { turn: 0, text: '' };

export function createAnnouncer(works: AnnouncerWorks = { now: () => Date.now(), later: (ms, act) => { setTimeout(act, ms); } }): Announcer {
  const polite = signal(NOTHING);
  const assertive = signal(NOTHING);
  let waiting: readonly Waiting[] = [];
  let lastAt = Number.NEGATIVE_INFINITY;
  let isSet = false;
  const speak = (): void => {
    isSet = false;
    lastAt = works.now();
    polite.value = { turn: polite.peek().turn + 1, text: merged(waiting) };
    waiting = [];
  };
  return {
    polite, assertive,
    say(text, how = 'polite', several) {
      if (how === 'assertive') {
        assertive.value = { turn: assertive.peek().turn + 1, text };
        return;
      }
      waiting = [...waiting, { text, several }];
      if (isSet) return;
      const rest = lastAt + PAUSE_MS - works.now();
      if (rest <= 0) return speak();
      isSet = true;
      works.later(rest, speak);
    },
  };
}

interface Waiting {
  readonly text: string;
  readonly several: Several | undefined;
}

/** In the order in which they came; those of one group where its first stood. */
function merged(waiting: readonly Waiting[]): string {
  const groups = Map.groupBy(waiting, (one) => one.several?.group ?? one);
  return [...groups.values()].map((group) => (group.length > 1 ? group.at(-1)?.several?.text(group.length) : undefined) ?? group.at(-1)?.text ?? '').join('. ');
}

/** The two places that a screen reader listens to. One of each is on a page, for as long as it is. */
export const AnnouncerRegions = ({ announcer }: { readonly announcer: Announcer }): ComponentChild => (
  <>
    <div class="sr" role="status" aria-live="polite"><Words said={announcer.polite.value} /></div>
    <div class="sr" role="alert" aria-live="assertive"><Words said={announcer.assertive.value} /></div>
  </>
);

const Words = ({ said }: { readonly said: Said }): ComponentChild => (said.text === '' ? null : <p key={said.turn}>{said.text}</p>);
