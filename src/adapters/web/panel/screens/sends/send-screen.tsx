import '../conversation/talk.css';
import './sends.css';
import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { isDeskProblem } from '../../../../../client/index.ts';
import { Button } from '../../../kit/parts/button.tsx';
import { Chip } from '../../../kit/parts/chip.tsx';
import { IconButton } from '../../../kit/parts/icon-button.tsx';
import { usePanel } from '../../panel-context.ts';
import { ClientStep } from './client-step.tsx';
import { GroupStep } from './group-step.tsx';
import { createSendForm, isWholeNumber, type SendForm, type SendStep } from './send-form.ts';
import { TemplateStep } from './template-step.tsx';
import { ValuesStep } from './values-step.tsx';

const STEPS = [1, 2, 3, 4] as const;

/** An active send in four steps (SND-01). What is filled stays while the agent goes back and forth. */
export function SendScreen({ phone, name }: { readonly phone?: string | undefined; readonly name?: string | undefined }): ComponentChild {
  const { state, words: { sends, shell } } = usePanel();
  const form = useMemo(() => createSendForm({ phone, name }), []);
  const step = form.step.value;
  return (
    <>
      <header class="p-head back">
        <IconButton icon="left" label={shell.back} onClick={() => (step === 1 ? state.navigation.back() : (form.step.value = BEFORE[step]))} />
        <h1>{sends.title}</h1>
        <Chip>{sends.step(step)}</Chip>
      </header>
      <div class="stepper" role="img" aria-label={sends.stepLabel(step)}>{STEPS.map((each) => <i key={each} class={each <= step ? 'd' : ''} />)}</div>
      <div class="p-body pad stack md">
        {step === 1 ? <ClientStep form={form} /> : step === 2 ? <GroupStep form={form} /> : step === 3 ? <TemplateStep form={form} /> : <ValuesStep form={form} />}
      </div>
      <footer class="p-foot">{step === 4 ? <SendButton form={form} /> : <NextButton form={form} />}</footer>
    </>
  );
}

const BEFORE = { 1: 1, 2: 1, 3: 2, 4: 3 } as const satisfies Record<SendStep, SendStep>;
const AFTER = { 1: 2, 2: 3, 3: 4, 4: 4 } as const satisfies Record<SendStep, SendStep>;

function NextButton({ form }: { readonly form: SendForm }): ComponentChild {
  const { words: { sends } } = usePanel();
  const step = form.step.value;
  const isFilled = step === 1 ? isWholeNumber(form.phone.value) : (step === 2 ? form.group.value : form.template.value) !== undefined;
  const lacking = isFilled || step === 4 ? undefined : sends.lacking[step];
  return <Button kind="solid" wide big disabledBecause={lacking} onClick={() => (form.step.value = AFTER[step])}>{sends.next}</Button>;
}

/** One key for what is filled, until it was sent: a second tap, or one after a lost answer, sends nothing twice. */
function SendButton({ form }: { readonly form: SendForm }): ComponentChild {
  const { state, words: { sends, shell } } = usePanel();
  const isBusy = useSignal(false);
  const sending = useRef({ wish: '', key: '' });
  const wish = form.wish.value;

  async function send(): Promise<void> {
    if (wish === undefined || isBusy.value) return;
    const text = JSON.stringify(wish);
    if (sending.current.wish !== text) sending.current = { wish: text, key: crypto.randomUUID() };
    isBusy.value = true;
    form.barred.value = undefined;
    try {
      const { outcome } = await state.desk.sendActively(wish, { key: sending.current.key });
      state.toast(outcome === 'later' ? sends.kept : sends.sent);
      state.navigation.go({ at: 'lists' });
      state.tab.value = 'sent';
      void state.lists.sent.reload();
      state.recount();
    } catch (failure) {
      form.barred.value = isDeskProblem(failure) ? failure.text : shell.failed;
      isBusy.value = false;
    }
  }

  const names = form.missing.value.map(({ part, place }) => sends.place(part, place)).join(', ');
  return (
    <Button kind="solid" wide big icon="send" busy={isBusy.value} disabledBecause={wish === undefined ? sends.missing(names) : undefined} onClick={() => void send()}>{sends.send}</Button>
  );
}
