import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useRef } from 'preact/hooks';
import type { PaperOffer } from '../../../../../ports/agent-desk.ts';
import { Icon } from '../../../kit/icon.tsx';
import { Menu, type MenuItem } from '../../../kit/parts/menu.tsx';
import { usePanel } from '../../panel-context.ts';
import type { Words } from '../../wording/words.ts';
import { barredBecause } from './barred.ts';
import type { KnownSession } from './known-session.ts';
import type { Standing } from './standing.ts';

type PaperKind = PaperOffer['kind'];

const KINDS = [['task', 'task'], ['document', 'doc'], ['proposal', 'prop'], ['sale', 'sale']] as const;
/** Permissions in the CRM do not change from one minute to the next. */
const GOOD_FOR_MS = 60_000;

/** What "Novo" offers, with the reason beside each that may not be made (PAN-05). Asked for when somebody comes near. */
export function NewMenu({ session: { protocol, contactId, cardId }, standing }: { readonly session: KnownSession; readonly standing: Standing }): ComponentChild {
  const { state, words: { conversation: words } } = usePanel();
  const offers = useSignal<readonly PaperOffer[] | 'loading' | 'failed'>('loading');
  const asked = useRef({ about: '', at: 0 });

  function ask(): void {
    const about = `${contactId} ${cardId}`;
    if (asked.current.about === about && performance.now() - asked.current.at < GOOD_FOR_MS && offers.value !== 'failed') return;
    asked.current = { about, at: performance.now() };
    offers.value = 'loading';
    state.desk.listOffers(protocol).then((told) => {
      if (asked.current.about === about) offers.value = told;
    }, () => {
      offers.value = 'failed';
    });
  }

  const barred = barredBecause(words, standing);
  const items = KINDS.map(([kind, icon]): MenuItem => ({
    label: words.offer[kind], icon,
    ...(barred === undefined ? detailOf(words, kind, offers.value) : { disabledBecause: barred }),
    onChoose: () => state.navigation.open({ over: 'paper', protocol, kind }),
  }));
  return (
    <span class="near" onPointerEnter={ask} onFocusIn={ask}>
      <Menu label={words.createNew} triggerClass="btn soft" triggerHasWords trigger={<><Icon name="plus" size="s" /> {words.createNew}</>} items={items} />
    </span>
  );
}

function detailOf(words: Words['conversation'], kind: PaperKind, offers: readonly PaperOffer[] | 'loading' | 'failed'): Pick<MenuItem, 'hint' | 'disabledBecause'> {
  if (offers === 'loading') return { disabledBecause: words.loadingOffers };
  if (offers === 'failed') return { disabledBecause: words.offersFailed };
  const offer = offers.find((each) => each.kind === kind);
  if (offer?.allowed !== 'yes') return { disabledBecause: offer?.text ?? words.offerBarred };
  return { hint: offer.needsCard === 'yes' ? words.proposalWithCard : words.offerHint[kind] };
}
