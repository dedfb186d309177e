import type { ComponentChild } from 'preact';
import { Icon } from '../../../kit/icon.tsx';
import { usePanel } from '../../panel-context.ts';
import { useAsked } from '../../use-asked.ts';

interface LinkedCardProps {
  readonly protocol: string;
  readonly cardId: string;
  readonly address: string | undefined;
}

/** The card that the session is linked to, by the name that it has in the CRM now; its number until that is known. */
export function LinkedCard({ protocol, cardId, address }: LinkedCardProps): ComponentChild {
  const { state, words: { conversation: words } } = usePanel();
  const { answer: card } = useAsked(async (options) => await state.desk.showLinkedCard(protocol, options), [protocol, cardId]);
  const { title, funnel, address: known = address } = card ?? {};
  return (
    <button type="button" class="deal" title={words.openCard} onClick={() => state.host.open({ kind: 'deal', id: cardId, ...(known === undefined ? {} : { address: known }) })}>
      <Icon name="deal" /><span class="one">{title ?? words.card(cardId)}{funnel === undefined ? null : <small> · {funnel}</small>}</span>
    </button>
  );
}
