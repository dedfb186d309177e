import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useMemo } from 'preact/hooks';
import type { DeskActed } from '../../../../../client/index.ts';
import type { CandidateCard } from '../../../../../ports/agent-desk.ts';
import { Button } from '../../../kit/parts/button.tsx';
import { Chip } from '../../../kit/parts/chip.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { OptionList } from '../../../kit/parts/option-list.tsx';
import { SearchInput } from '../../../kit/parts/search-input.tsx';
import { usePanel } from '../../panel-context.ts';
import { AskedState } from './asked-state.tsx';
import { FormSheet } from './form-sheet.tsx';
import { useDoing } from './use-doing.ts';
import { usePages } from './use-pages.ts';
import { useSheetEnd } from './use-sheet-end.ts';
import type { WishKeys } from './wish-keys.ts';

/** Links a session to one of the cards that are offered for its client, or takes it off its card (PAN-03). */
export function LinkCardSheet({ protocol }: { readonly protocol: string }): ComponentChild {
  const { state, words: { paperwork, shell } } = usePanel();
  const conversation = useMemo(() => state.conversation(protocol), [protocol]);
  const session = conversation.row.value;
  const current = session?.cardId;
  const search = useSignal('');
  const picked = useSignal<string | undefined>(undefined);
  const doing = useDoing();
  const end = useSheetEnd(protocol);
  const { rows, trouble, hasMore, isLoading, more, again } = usePages<CandidateCard>({
    search: search.value, fewest: 0,
    read: async ({ search: sought, ...page }, options) => await state.desk.listCandidateCards(protocol, { ...page, ...(sought === '' ? {} : { search: sought }) }, options),
  });
  const chosen = rows?.find(({ cardId }) => cardId === (picked.value ?? current))?.cardId;

  const finish = (act: (keys: WishKeys) => Promise<DeskActed>, done: string, later: string): void => doing.run(async (keys) => {
    const { outcome } = await act(keys);
    end(outcome === 'later' ? later : done);
  });
  const link = (cardId: string): void => finish(async (keys) => await state.desk.linkCard(protocol, { cardId }, keys.of('link', current, cardId)), paperwork.cardLinked, paperwork.cardLinkedLater);
  const unlink = (): void => finish(async (keys) => await state.desk.unlinkCard(protocol, keys.of('unlink', current)), paperwork.cardUnlinked, paperwork.cardUnlinkedLater);

  return (
    <FormSheet
      title={paperwork.linkCardTitle} submit={paperwork.link} doing={doing} lacking={chosen === undefined ? paperwork.chooseCard : chosen === current ? paperwork.alreadyLinked : undefined}
      onSubmit={() => (chosen === undefined ? undefined : link(chosen))}
      beside={(
        <>
          {current === undefined ? null : <Button kind="ghost" icon="unlink" disabledBecause={session?.tab === 'closed' ? paperwork.because.ended : undefined} onClick={unlink}>{paperwork.unlink}</Button>}
          <Button icon="plus" onClick={() => state.navigation.open({ over: 'create-card', protocol })}>{paperwork.createCard}</Button>
        </>
      )}
    >
      <SearchInput label={paperwork.searchCard} value={search.value} onInput={(text) => (search.value = text)} autoFocus />
      <AskedState isThere={rows !== undefined} trouble={trouble} onAgain={again} />
      <div>
        <div role="status">{rows?.length === 0 ? <p class="quiet">{search.value.trim() === '' ? paperwork.noCards : paperwork.nothingFound}</p> : null}</div>
        {rows === undefined || rows.length === 0 ? null : (
          <OptionList
            label={paperwork.cards} value={chosen}
            options={rows.map(({ cardId, title, funnel, stage, status }) => ({
              value: cardId, label: title ?? paperwork.card(cardId), detail: [funnel, stage, status].filter((each) => each !== undefined).join(' · '),
              end: cardId === current ? <Chip kind="brand">{paperwork.current}</Chip> : undefined,
            }))}
            onChange={(cardId) => {
              picked.value = cardId;
              doing.forget();
            }}
          />
        )}
      </div>
      {hasMore ? <Button busy={isLoading} onClick={more}>{paperwork.loadMore}</Button> : null}
      <NoteBox>{session?.name === undefined ? paperwork.onlyOfClient : paperwork.onlyOf(session.name)}</NoteBox>
      {isLoading && rows !== undefined ? <span class="sr" role="status">{shell.loading}</span> : null}
    </FormSheet>
  );
}
