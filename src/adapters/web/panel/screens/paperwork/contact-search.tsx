import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import type { FoundContact } from '../../../../../ports/agent-desk.ts';
import { Button } from '../../../kit/parts/button.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { SearchInput } from '../../../kit/parts/search-input.tsx';
import { usePanel } from '../../panel-context.ts';
import { FoundContacts } from './found-contact.tsx';
import { usePages } from './use-pages.ts';

/** Fewer letters are found in too much. */
const FEWEST = 3;

/** Another contact, searched by hand. */
export function ContactSearch({ isBusy, onLink }: { readonly isBusy: boolean; readonly onLink: (contactId: string) => void }): ComponentChild {
  const { state, words: { paperwork, shell } } = usePanel();
  const search = useSignal('');
  const { rows, trouble, hasMore, isLoading, more } = usePages<FoundContact>({ search: search.value, fewest: FEWEST, read: async (wish, options) => await state.desk.searchContacts(wish, options) });
  return (
    <div class="stack s">
      <SearchInput label={paperwork.searchContact} placeholder={paperwork.searchContactHint} value={search.value} onInput={(text) => (search.value = text)} />
      {trouble === undefined ? null : <NoteBox kind="bad" alert>{trouble}</NoteBox>}
      <div>
        <div role="status">{rows?.length === 0 ? <p class="quiet">{paperwork.nothingFound}</p> : isLoading ? <p class="quiet">{shell.loading}</p> : null}</div>
        {rows === undefined || rows.length === 0 ? null : <FoundContacts contacts={rows} label={paperwork.found} isBusy={isBusy} onLink={onLink} />}
      </div>
      {hasMore ? <Button busy={isLoading} onClick={more}>{paperwork.loadMore}</Button> : null}
    </div>
  );
}
