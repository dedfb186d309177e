import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useMemo } from 'preact/hooks';
import { Field } from '../../../kit/parts/field.tsx';
import { TextInput } from '../../../kit/parts/text-input.tsx';
import { usePanel } from '../../panel-context.ts';
import { FormSheet } from './form-sheet.tsx';
import { FunnelField } from './funnel-field.tsx';
import { useDoing } from './use-doing.ts';
import { useSheetEnd } from './use-sheet-end.ts';

/** Opens a card for the session's client, and links the session to it (PAN-03). */
export function CreateCardSheet({ protocol }: { readonly protocol: string }): ComponentChild {
  const { state, words: { paperwork } } = usePanel();
  const client = useMemo(() => state.conversation(protocol), [protocol]).row.value?.name;
  const title = useSignal('');
  const funnel = useSignal<string | undefined>(undefined);
  const doing = useDoing();
  const end = useSheetEnd(protocol);

  const create = (): void => doing.run(async (keys) => {
    const [funnelId, named] = [funnel.peek(), title.peek().trim()];
    if (funnelId === undefined) return;
    const wish = { funnelId, ...(named === '' ? {} : { title: named }) };
    const { outcome } = await state.desk.createCard(protocol, wish, keys.of('card', wish));
    end(outcome === 'later' ? paperwork.cardCreatedLater : paperwork.cardCreated);
  });

  return (
    <FormSheet title={paperwork.createCard} submit={paperwork.createAndLink} doing={doing} onSubmit={create} lacking={funnel.value === undefined ? paperwork.chooseFunnel : undefined}>
      <Field label={paperwork.title} hint={paperwork.titleHint}><TextInput value={title.value} placeholder={client} maxLength={250} autoFocus onInput={(text) => (title.value = text)} /></Field>
      <FunnelField funnel={funnel} />
    </FormSheet>
  );
}
