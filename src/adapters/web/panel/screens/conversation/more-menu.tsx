import type { ComponentChild } from 'preact';
import { isDeskProblem, type DeskActed } from '../../../../../client/index.ts';
import { Icon } from '../../../kit/icon.tsx';
import { Menu, type MenuItem } from '../../../kit/parts/menu.tsx';
import { usePanel } from '../../panel-context.ts';
import { barredBecause } from './barred.ts';
import { useConversation } from './conversation-context.ts';
import type { KnownSession } from './known-session.ts';
import type { Standing } from './standing.ts';

interface MoreMenuProps {
  readonly session: KnownSession;
  readonly standing: Standing;
  readonly onHistory: () => void;
}

/** All else that is done to a session. */
export function MoreMenu({ session, standing, onHistory }: MoreMenuProps): ComponentChild {
  const { state: { desk, navigation, toast }, words: { conversation: words } } = usePanel();
  const { conversation } = useConversation();
  const { protocol, name } = session;
  const barred = barredBecause(words, standing);

  async function act(asked: Promise<DeskActed>, done: string, later: string): Promise<void> {
    try {
      const acted = await asked;
      toast(acted.outcome === 'later' ? later : done);
      await conversation.refresh();
    } catch (problem) {
      toast(isDeskProblem(problem) ? problem.text : words.failedTitle, 'failed');
    }
  }

  const items: readonly MenuItem[] = [
    { label: words.close, icon: 'flag', keys: 'Alt+E', ...offWhere(barred), onChoose: () => navigation.open({ over: 'close', protocol }) },
    {
      label: words.classify, icon: 'tag', ...offWhere(classifyBarred()),
      onChoose: () => navigation.open({ over: 'classify', protocol, name }),
    },
    { label: words.history, icon: 'list', onChoose: onHistory },
    ...(session.contactId === undefined ? [{ label: words.linkContact, icon: 'useradd', apart: true, onChoose: () => navigation.go({ at: 'link-contact', protocol }) } as const] : cardItems()),
    { label: words.save, icon: 'check', hint: words.saveHint, onChoose: () => void act(desk.saveSession(protocol), words.saved, words.savedLater) },
    { label: words.shortcuts, icon: 'pad', keys: '?', apart: true, onChoose: () => navigation.open({ over: 'shortcuts' }) },
  ];

  function classifyBarred(): string | undefined {
    if (standing.is !== 'ended' && session.tab !== 'closed') return words.because.running;
    return session.classification === undefined ? undefined : words.because.classified;
  }

  function cardItems(): readonly MenuItem[] {
    if (session.cardId === undefined) return [];
    return [
      { label: words.changeCard, icon: 'deal', apart: true, onChoose: () => navigation.open({ over: 'link-card', protocol }) },
      { label: words.unlinkCard, icon: 'unlink', ...offWhere(barred), onChoose: () => void act(desk.unlinkCard(protocol), words.cardUnlinked, words.unlinkedLater) },
    ];
  }

  return <Menu label={words.more} trigger={<Icon name="dots" />} items={items} />;
}

const offWhere = (because: string | undefined): Pick<MenuItem, 'disabledBecause'> => (because === undefined ? {} : { disabledBecause: because });
