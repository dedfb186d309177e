import type { ComponentChild } from 'preact';
import { useEffect } from 'preact/hooks';
import { lazily } from '../kit/lazily.tsx';
import { ListsScreen } from './screens/lists/lists-screen.tsx';
import { usePanel } from './panel-context.ts';
import type { Screen, Sheet } from './state/panel-state.ts';
import type { HowMany } from './wording/load-words.ts';

// What is not needed for the first row comes when it is asked for.
const ConversationScreen = lazily(async () => (await import('./screens/conversation/conversation-screen.tsx')).ConversationScreen);
const NotReady = lazily(async () => (await import('./screens/lists/not-ready.tsx')).NotReady);
const PendingScreen = lazily(async () => (await import('./screens/lists/pending-screen.tsx')).PendingScreen);
const LinkContactScreen = lazily(async () => (await import('./screens/paperwork/link-contact-screen.tsx')).LinkContactScreen);
const PaperworkSheet = lazily(async () => (await import('./screens/paperwork/paperwork-sheet.tsx')).PaperworkSheet);
const SendScreen = lazily(async () => (await import('./screens/sends/send-screen.tsx')).SendScreen);
const DialScreen = lazily(async () => (await import('./screens/sends/dial-screen.tsx')).DialScreen);
const ShortcutsSheet = lazily(async () => (await import('./screens/sends/shortcuts-sheet.tsx')).ShortcutsSheet);

/** What most agents do next is there when they do it; and does not stand in the way of the first rows. */
const PREFETCHED_AFTER_MS = 1_000;

interface AppProps {
  /** How many words there are. */
  readonly words: HowMany;
  onNeedWords(): void;
}

/** The panel: one screen, and what lies over it. */
export function App({ words, onNeedWords }: AppProps): ComponentChild {
  const { state } = usePanel();
  const entrance = state.entrance.value;
  const hasRows = state.lists.open.state.value === 'ready';
  const screen = state.navigation.screen.value;
  const sheet = state.navigation.sheet.value;
  const needsWords = words === 'first' && (screen.at !== 'lists' || sheet !== undefined);
  useEffect(() => {
    if (needsWords) onNeedWords();
  }, [needsWords]);
  useEffect(() => (hasRows ? prefetch(onNeedWords) : undefined), [hasRows]);
  if (entrance.state === 'refused') return <NotReady problem={entrance.problem} />;
  if (needsWords) return <div class="p-body" aria-busy="true" />;
  return (
    <>
      <ShownScreen screen={screen} />
      {sheet === undefined ? null : <ShownSheet sheet={sheet} />}
    </>
  );
}

function prefetch(onNeedWords: () => void): () => void {
  const timer = setTimeout(() => {
    onNeedWords();
    ConversationScreen.prefetch();
  }, PREFETCHED_AFTER_MS);
  return () => clearTimeout(timer);
}

function ShownScreen({ screen }: { readonly screen: Screen }): ComponentChild {
  switch (screen.at) {
    case 'lists': return <ListsScreen />;
    case 'conversation': return <ConversationScreen key={screen.protocol} protocol={screen.protocol} />;
    case 'link-contact': return <LinkContactScreen key={screen.protocol} protocol={screen.protocol} />;
    case 'pending': return <PendingScreen />;
    case 'send': return <SendScreen phone={screen.phone} name={screen.name} />;
    case 'dial': return <DialScreen phone={screen.phone} name={screen.name} />;
  }
}

const ShownSheet = ({ sheet }: { readonly sheet: Sheet }): ComponentChild => (sheet.over === 'shortcuts' ? <ShortcutsSheet /> : <PaperworkSheet sheet={sheet} />);
