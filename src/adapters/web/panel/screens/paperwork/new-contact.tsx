import { useSignal, type Signal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { DeskRow } from '../../../../../domain/desk/desk-row.ts';
import { maskPhone } from '../../../kit/mask.ts';
import { Field } from '../../../kit/parts/field.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { TextInput } from '../../../kit/parts/text-input.tsx';
import { usePanel } from '../../panel-context.ts';
import { CompanyField } from './company-field.tsx';
import { contactWishOf, createNewContactForm, wrongFieldsOf, type ContactFieldName } from './new-contact-form.ts';
import type { Doing } from './use-doing.ts';

interface NewContactProps {
  /** Of the form: its button stands elsewhere. */
  readonly form: string;
  readonly session: DeskRow;
  readonly doing: Doing;
  readonly onMade: (told: string) => void;
}

/** A person that the CRM does not know yet. */
export function NewContact({ form: id, session: { protocol, name = '', phone = '' }, doing, onMade }: NewContactProps): ComponentChild {
  const { state, words: { paperwork }, format } = usePanel();
  const form = useMemo(() => createNewContactForm({ name, phone: phone === '' ? '' : format.phone(phone) }), []);
  const tries = useSignal(0);
  const wrong = useSignal<readonly ContactFieldName[]>([]);
  const fault = (field: ContactFieldName): string | undefined => (wrong.value.includes(field) || doing.trouble?.errors.some((each) => each.field === field) === true ? paperwork.problem[field] : undefined);
  const isToldBesideFields = doing.trouble !== undefined && doing.trouble.errors.length > 0 && doing.trouble.errors.every(({ field }) => field in paperwork.problem);
  const element = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    if (wrong.peek().length > 0 || isToldBesideFields) element.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [tries.value, doing.trouble]);

  const filling = (field: ContactFieldName, value: Signal<string>) => (text: string): void => {
    value.value = text;
    wrong.value = wrong.peek().filter((each) => each !== field);
    doing.forget();
  };

  function create(): void {
    const wish = contactWishOf(form);
    doing.forget();
    wrong.value = wrongFieldsOf(wish);
    tries.value += 1;
    if (wrong.peek().length > 0) return;
    doing.run(async (keys) => {
      const { outcome } = await state.desk.createContact(protocol, wish, keys.of('contact', wish));
      onMade(outcome === 'later' ? paperwork.contactCreatedLater : paperwork.contactCreated);
    });
  }

  return (
    <form
      ref={element} id={id} class="stack md" noValidate aria-label={paperwork.orCreate}
      onSubmit={(event) => {
        event.preventDefault();
        if (!doing.isBusy) create();
      }}
    >
      <span class="lab">{paperwork.orCreate}</span>
      <Field label={paperwork.name} problem={fault('name')}><TextInput value={form.name.value} required maxLength={250} onInput={filling('name', form.name)} /></Field>
      <div class="two">
        <Field label={paperwork.phone} problem={fault('phone')}><TextInput type="tel" value={form.phone.value} maxLength={60} mask={maskPhone} onInput={filling('phone', form.phone)} /></Field>
        <Field label={paperwork.email} problem={fault('email')}><TextInput type="email" value={form.email.value} maxLength={250} placeholder={paperwork.optional} onInput={filling('email', form.email)} /></Field>
      </div>
      <Field label={paperwork.cpf} problem={fault('cpf')}><TextInput value={form.cpf.value} maxLength={20} placeholder={paperwork.optional} onInput={filling('cpf', form.cpf)} /></Field>
      <CompanyField company={form.company} />
      {doing.trouble === undefined || isToldBesideFields ? null : <NoteBox kind="bad" alert>{doing.trouble.text}</NoteBox>}
    </form>
  );
}
