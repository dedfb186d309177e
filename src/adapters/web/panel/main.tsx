import '../kit/tokens.css';
import './panel.css';
import { computed, effect, signal } from '@preact/signals';
import { render, type ComponentChild } from 'preact';
import { createDeskClient } from '../../../client/index.ts';
import { AnnouncerRegions, createAnnouncer } from '../kit/announcer.tsx';
import { Toasts } from '../kit/parts/toasts.tsx';
import { App } from './app.tsx';
import { openEntrance } from './entrance/open-entrance.ts';
import { listenToKeys } from './keys.ts';
import { PanelContext } from './panel-context.ts';
import { rememberFocus } from './remember-focus.ts';
import { createRing } from './ring.ts';
import { createPanelState } from './state/create-panel-state.ts';
import { storageHere } from './storage-here.ts';
import { togglePause } from './set-pause.ts';
import { openWordStock } from './wording/word-stock.ts';

const entrance = openEntrance();
const announcer = createAnnouncer();
const visibility = signal(document.visibilityState);
document.addEventListener('visibilitychange', () => (visibility.value = document.visibilityState));

const words = await openWordStock(entrance.locale.peek());
const state = createPanelState({
  desk: createDeskClient({ url: entrance.hubUrl, launch: entrance.launch }),
  connection: location.pathname.split('/').at(-1) ?? '',
  context: entrance.context, host: entrance.host, name: computed(() => words.stock.value.texts.shell.title),
  shown: computed(() => (entrance.shown.value === 'yes' && visibility.value === 'visible' ? 'yes' : 'no')),
  storage: storageHere(), now: () => Date.now(), ring: createRing(), rememberFocus,
  wake: () => dispatchEvent(new Event('online')),
  announce: (text, how, several) => announcer.say(text, how, several), toast: (text, kind) => announcer.say(text, kind === 'failed' ? 'assertive' : 'polite'),
});

// Another agent begins with a page of their own; what this one wrote stays where it is kept.
effect(() => {
  const entrance = state.entrance.value;
  if (entrance.state === 'refused' && entrance.problem.kind === 'agent-changed') location.reload();
});
effect(() => void words.follow(entrance.locale.value));
effect(() => entrance.tell({ t: 'unread', n: state.unread.value }));
effect(() => {
  document.title = state.title.value;
  entrance.tell({ t: 'title', text: state.title.value });
});
listenToKeys(document, { state, onPause: () => void togglePause(state, words.stock.peek().texts) });

function Root(): ComponentChild {
  const { texts, format, howMany } = words.stock.value;
  return (
    <PanelContext.Provider value={{ state, words: texts, format }}>
      <App words={howMany} onNeedWords={() => void words.complete()} />
      <Toasts items={state.toasts.value.map(({ id, text, kind }) => ({ key: String(id), text, kind }))} />
      <AnnouncerRegions announcer={announcer} />
    </PanelContext.Provider>
  );
}

const root = document.getElementById('panel');
if (root !== null) render(<Root />, root);
