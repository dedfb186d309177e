import { signal, type Signal } from '@preact/signals';
import { expect } from 'vitest';
import type { KeptTexts } from '../../../src/adapters/web/panel/state/agent-shelf.ts';
import { createPanelState, type PanelStateNeeds } from '../../../src/adapters/web/panel/state/create-panel-state.ts';
import type { Conversation, PanelState } from '../../../src/adapters/web/panel/state/panel-state.ts';
import { createDeskClient, DeskProblem, type DeskClient } from '../../../src/client/index.ts';
import { BIANCA, PAGE } from '../../rig/desk-hub.ts';
import type { World } from '../../rig/world.ts';

/** The network between one panel and the hub, as a test wants it. */
export interface Line {
  /** Nothing comes through, and what was open breaks. */
  goAway(): void;
  /** As a browser tells it. */
  comeBack(): void;
  /** Breaks the streams that are open, once. */
  cutStreams(): void;
  /** Stands between; what it does not let pass by itself never arrives. */
  between(meddle: Meddler | undefined): void;
  readonly asked: readonly string[];
}

export type Meddler = (request: Request, pass: () => Promise<Response>) => Promise<Response>;

export interface TestPanel {
  readonly state: PanelState;
  readonly desk: DeskClient;
  readonly line: Line;
  readonly shown: Signal<'yes' | 'no'>;
  readonly rings: () => number;
  readonly said: string[];
}

export interface TestPanelOptions extends Partial<Pick<PanelStateNeeds, 'now' | 'storage' | 'rememberFocus'>> {
  /** Who is logged in at the page around the panel. */
  readonly agent?: string | (() => string);
  /** What the host's back end answers instead of a token. */
  launchFails?(): DeskProblem | undefined;
  /** @defaultValue yes */
  readonly shown?: 'yes' | 'no';
}

/** A panel's state over a real hub, without its screens. */
export function openPanel(world: Pick<World, 'hub' | 'hubUrl' | 'connection'>, { agent = BIANCA, shown: isShown = 'yes', storage = createTexts(), now = Date.now, launchFails, ...others }: TestPanelOptions = {}): TestPanel {
  const waker = new EventTarget();
  const { fetch, line } = createLine(waker);
  const shown = signal<'yes' | 'no'>(isShown);
  const said: string[] = [];
  let rings = 0;
  const desk = createDeskClient({
    url: world.hubUrl, fetch, waker,
    async launch() {
      const failure = launchFails?.();
      if (failure !== undefined) throw failure;
      const minted = await world.hub().agents.launch({ connection: world.connection, agent: typeof agent === 'string' ? agent : agent(), origin: PAGE });
      if (minted.outcome === 'minted') return { token: minted.token, origin: PAGE };
      throw new DeskProblem({ status: 409, kind: 'panel-not-allowed', text: minted.text, errors: minted.conditions.map((each) => ({ field: 'agent', reason: each.reason, mend: each.text })) });
    },
  });
  const state = createPanelState({
    desk, storage, now, shown, context: signal({}), host: { open: () => {}, minimize: () => {} },
    announce: (text) => void said.push(text), ring: () => void rings++, wake: () => waker.dispatchEvent(new Event('online')), ...others,
  });
  return { state, desk, line, shown, said, rings: () => rings };
}

function createLine(waker: EventTarget): { readonly fetch: typeof globalThis.fetch; readonly line: Line } {
  let isAway = false;
  let cut = new AbortController();
  let meddle: Meddler | undefined;
  const asked: string[] = [];
  const cutAll = (): void => {
    cut.abort(new TypeError('The network broke.'));
    cut = new AbortController();
  };
  return {
    async fetch(input, init) {
      const request = new Request(input, init);
      asked.push(`${request.method} ${new URL(request.url).pathname}${new URL(request.url).search}`);
      if (isAway) throw new TypeError('The network is away.');
      const breaks = request.url.endsWith('/v1/desk/stream') ? cut.signal : undefined;
      const pass = async (): Promise<Response> => await fetch(request, breaks === undefined ? {} : { signal: AbortSignal.any([request.signal, breaks]) });
      return meddle === undefined ? await pass() : await meddle(request, pass);
    },
    line: {
      asked, cutStreams: cutAll,
      goAway() {
        isAway = true;
        cutAll();
      },
      comeBack() {
        isAway = false;
        waker.dispatchEvent(new Event('online'));
      },
      between: (other) => void (meddle = other),
    },
  };
}

/** Where a browser would keep texts. */
export function createTexts(): KeptTexts & { readonly all: Map<string, string> } {
  const all = new Map<string, string>();
  return {
    all,
    get length() {
      return all.size;
    },
    key: (nth) => [...all.keys()][nth] ?? null,
    getItem: (name) => all.get(name) ?? null,
    setItem: (name, text) => void all.set(name, text),
    removeItem: (name) => void all.delete(name),
  };
}

/** What stands in a conversation, line by line: `client: Bom dia`, `own waiting: Oi`. */
export const linesOf = (conversation: Conversation): readonly string[] => conversation.entries.value.map((entry) => {
  switch (entry.is) {
    case 'message': return `${entry.message.by}: ${entry.message.text ?? entry.message.line ?? entry.message.media?.name ?? ''}`;
    case 'comment': return `comment: ${entry.comment.text}`;
    case 'own': return `own ${entry.own.state}: ${entry.own.text}`;
  }
});

/** Waits until a list or conversation is so, for as long as a loaded machine may take. */
// oxlint-disable-next-line vitest/require-awaited-expect-poll -- whoever looks awaits it.
export const soon = <Value>(look: () => Value, ms = 15_000): ReturnType<typeof expect.poll<Value>> => expect.poll(look, { timeout: ms, interval: 20 });
