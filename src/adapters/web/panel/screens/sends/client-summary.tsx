import type { ComponentChild } from 'preact';
import { Avatar } from '../../../kit/parts/avatar.tsx';
import { Button } from '../../../kit/parts/button.tsx';
import { usePanel } from '../../panel-context.ts';
import { digitsOf, type SendForm } from './send-form.ts';

/** Who it goes to, and from which group. */
export function ClientSummary({ form }: { readonly form: SendForm }): ComponentChild {
  const { state, words: { sends }, format } = usePanel();
  const number = format.phone(digitsOf(form.phone.value));
  const group = state.me.value?.groups.find(({ id }) => id === form.group.value)?.name;
  const name = form.name.value.trim();
  return (
    <div class="sum">
      <Avatar name={name} channel="whatsapp" />
      <div><b>{name === '' ? number : name}</b><small>{[name === '' ? undefined : number, group].filter((each) => each !== undefined).join(' · ')}</small></div>
      <Button kind="ghost" onClick={() => (form.step.value = 1)}>{sends.change}</Button>
    </div>
  );
}
