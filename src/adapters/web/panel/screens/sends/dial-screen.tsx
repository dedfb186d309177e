import './sends.css';
import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import type { TypedDial } from '../../../../../domain/desk/dial-plan.ts';
import { Icon } from '../../../kit/icon.tsx';
import { Button } from '../../../kit/parts/button.tsx';
import { IconButton } from '../../../kit/parts/icon-button.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { TextInput } from '../../../kit/parts/text-input.tsx';
import { usePanel } from '../../panel-context.ts';
import { useAsked } from '../../use-asked.ts';

const KEYS = [['1', ''], ['2', 'ABC'], ['3', 'DEF'], ['4', 'GHI'], ['5', 'JKL'], ['6', 'MNO'], ['7', 'PQRS'], ['8', 'TUV'], ['9', 'WXYZ'], ['*', ''], ['0', '+'], ['#', '']] as const;
/** Whoever types on is not answered after each digit. */
const PAUSE_MS = 250;

interface DialScreenProps {
  readonly phone?: string | undefined;
  readonly name?: string | undefined;
}

/** The dial pad: what is dialled, and what was left out of it (PAN-09). */
export function DialScreen({ phone = '', name }: DialScreenProps): ComponentChild {
  const { state, words: { dial, shell } } = usePanel();
  const typed = useSignal(phone);
  const number = typed.value;
  const { answer: plan, trouble } = useAsked(number.trim() === '' ? undefined : async (options) => await state.desk.planDial({ number }, options), [number], { restMs: PAUSE_MS });
  const transferCode = state.me.value?.transferCode;
  return (
    <>
      <header class="p-head back">
        <IconButton icon="left" label={shell.back} onClick={() => state.navigation.back()} />
        <h1>{dial.title}</h1>
      </header>
      <div class="p-body pad dial">
        <div class="stack md">
          <TextInput label={dial.number} type="tel" value={typed.value} placeholder={dial.placeholder} onInput={(text) => (typed.value = text)} autoFocus />
          {name === undefined ? null : <span class="who">{name}</span>}
          <div role="status">{trouble !== undefined ? <NoteBox kind="warn">{dial.unplanned}</NoteBox> : plan === undefined ? null : <Told plan={plan} onTake={(better) => (typed.value = better)} />}</div>
        </div>
        <div class="pads">
          {KEYS.map(([key, letters]) => <button key={key} type="button" onClick={() => (typed.value += key)}>{key}{letters === '' ? null : <small aria-hidden="true">{letters}</small>}</button>)}
        </div>
        <div class="dial-foot">
          <span />
          {plan?.outcome === 'dials'
            ? <a class="call" href={`tel:${encodeURIComponent(plan.dial)}`} aria-label={dial.call(plan.dial)}><Icon name="phone" size="l" /></a>
            : <span class="call off" aria-hidden="true"><Icon name="phone" size="l" /></span>}
          <IconButton icon="bsp" label={dial.erase} onClick={() => (typed.value = typed.value.slice(0, -1))} />
        </div>
        <p class="fine">{dial.softphone}{transferCode === undefined ? null : <><br />{dial.transfer(transferCode.replace('<extension>', dial.extension))}</>}</p>
      </div>
    </>
  );
}

/** What is dialled, as the hub plans it. */
function Told({ plan, onTake }: { readonly plan: TypedDial; readonly onTake: (number: string) => void }): ComponentChild {
  const { words: { dial } } = usePanel();
  if (plan.outcome === 'refused') return <NoteBox kind="bad">{dial.problem[plan.because]}</NoteBox>;
  const { kind, removed, warning, withNinthDigit } = plan;
  return (
    <NoteBox kind={warning === undefined ? 'ok' : 'warn'}>
      {plan.dial} · {dial.kind[kind]} {removed.length === 0 ? null : dial.removed(removed.map((cut) => dial.cut[cut]))} {warning === undefined ? null : dial.foreign}
      {withNinthDigit === undefined ? null : <Button kind="ghost" onClick={() => onTake(withNinthDigit)}>{dial.ninth(withNinthDigit)}</Button>}
    </NoteBox>
  );
}
