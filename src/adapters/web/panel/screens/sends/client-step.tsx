import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { Avatar } from '../../../kit/parts/avatar.tsx';
import { Field } from '../../../kit/parts/field.tsx';
import { OptionList } from '../../../kit/parts/option-list.tsx';
import { SearchInput } from '../../../kit/parts/search-input.tsx';
import { TextInput } from '../../../kit/parts/text-input.tsx';
import { usePanel } from '../../panel-context.ts';
import { useAsked } from '../../use-asked.ts';
import type { SendForm } from './send-form.ts';

const PAUSE_MS = 300;
const SHORTEST = 3;
const MOST = 8;

/** To whom: a contact of the CRM, or a number. */
export function ClientStep({ form }: { readonly form: SendForm }): ComponentChild {
  const { state, words: { sends }, format } = usePanel();
  const search = useSignal('');
  const chosen = useSignal<string | undefined>(undefined);
  const sought = search.value.trim();
  const { answer } = useAsked(sought.length < SHORTEST ? undefined : async (options) => await state.desk.searchContacts({ search: sought, limit: MOST }, options), [sought], { restMs: PAUSE_MS });
  const found = answer?.rows;
  return (
    <>
      <b class="lab">{sends.client}</b>
      <SearchInput label={sends.searchClient} value={search.value} onInput={(text) => (search.value = text)} autoFocus />
      <div role="status">{found?.length === 0 ? sends.noneFound : null}</div>
      {found === undefined || found.length === 0 ? null : (
        <OptionList
          label={sends.found} value={chosen.value}
          options={found.map(({ contactId, name, phone, companyName }) => ({
            value: contactId, label: name, start: <Avatar name={name} />, detail: [phone === undefined ? undefined : format.phone(phone), companyName].filter((each) => each !== undefined).join(' · '),
            disabledBecause: phone === undefined ? sends.noPhone : undefined,
          }))}
          onChange={(contactId) => {
            const contact = found.find((each) => each.contactId === contactId);
            chosen.value = contactId;
            form.phone.value = contact?.phone === undefined ? '' : format.phone(contact.phone);
            form.name.value = contact?.name ?? '';
          }}
        />
      )}
      <Field label={sends.number} hint={sends.numberHint}>
        <TextInput type="tel" value={form.phone.value} onInput={(text) => {
          form.phone.value = text;
          chosen.value = undefined;
        }} />
      </Field>
      <Field label={sends.clientName} hint={sends.optional}><TextInput value={form.name.value} maxLength={100} onInput={(text) => (form.name.value = text)} /></Field>
    </>
  );
}
