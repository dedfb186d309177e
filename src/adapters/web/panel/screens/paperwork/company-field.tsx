import { useSignal, type Signal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { FoundContact } from '../../../../../ports/agent-desk.ts';
import { Avatar } from '../../../kit/parts/avatar.tsx';
import { Button } from '../../../kit/parts/button.tsx';
import { Field } from '../../../kit/parts/field.tsx';
import { OptionList } from '../../../kit/parts/option-list.tsx';
import { TextInput } from '../../../kit/parts/text-input.tsx';
import { usePanel } from '../../panel-context.ts';
import { usePages } from './use-pages.ts';

/** Fewer letters are found in too much. */
const FEWEST = 3;

/** The company that a person belongs to, searched among those of the CRM. */
export function CompanyField({ company }: { readonly company: Signal<Pick<FoundContact, 'contactId' | 'name'> | undefined> }): ComponentChild {
  const { state, words: { paperwork } } = usePanel();
  const search = useSignal('');
  const { rows, trouble, hasMore, isLoading, more } = usePages<FoundContact>({ search: search.value, fewest: FEWEST, read: async (wish, options) => await state.desk.searchContacts(wish, options) });
  const companies = rows?.filter(({ kind }) => kind === 'company');
  const chosen = company.value;
  const choose = (found: FoundContact | undefined): void => {
    if (found === undefined) return;
    company.value = found;
    search.value = '';
  };
  const place = useRef<HTMLDivElement>(null);
  const isFirst = useRef(true);
  // What had the focus is gone once one was chosen, or taken off.
  useLayoutEffect(() => {
    if (!isFirst.current) place.current?.querySelector<HTMLElement>('input, button')?.focus();
    isFirst.current = false;
  }, [chosen]);
  if (chosen !== undefined) {
    return (
      <div ref={place} class="card cand">
        <Avatar name={chosen.name} />
        <div><small>{paperwork.company}</small><b>{chosen.name}</b></div>
        <Button
          kind="ghost" label={paperwork.takeOff(chosen.name)}
          onClick={() => {
            company.value = undefined;
          }}
        >
          {paperwork.remove}
        </Button>
      </div>
    );
  }
  return (
    <div ref={place} class="stack s">
      <Field label={paperwork.company}>
        <TextInput value={search.value} placeholder={paperwork.companyHint} onInput={(text) => (search.value = text)} onEnter={() => choose(companies?.[0])} />
      </Field>
      <div role="status">{trouble !== undefined ? <p class="quiet">{trouble}</p> : companies?.length === 0 && !hasMore ? <p class="quiet">{paperwork.nothingFound}</p> : null}</div>
      {companies === undefined || companies.length === 0 ? null : (
        <OptionList
          label={paperwork.company} value={undefined} options={companies.map(({ contactId, name }) => ({ value: contactId, label: name, start: <Avatar name={name} /> }))}
          onChange={(id) => choose(companies.find(({ contactId }) => contactId === id))}
        />
      )}
      {hasMore ? <Button busy={isLoading} onClick={more}>{paperwork.loadMore}</Button> : null}
    </div>
  );
}
