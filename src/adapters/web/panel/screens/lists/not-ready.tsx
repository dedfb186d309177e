import type { ComponentChild } from 'preact';
import type { DeskProblem } from '../../../../../client/index.ts';
import { Icon } from '../../../kit/icon.tsx';
import { Button } from '../../../kit/parts/button.tsx';
import { IconButton } from '../../../kit/parts/icon-button.tsx';
import { Mark } from '../../../kit/parts/mark.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { usePanel } from '../../panel-context.ts';

/** The three conditions of AGT-01, by what the hub names as the reason. */
const CONDITIONS = {
  profile: ['profile-not-agent'],
  email: ['no-email', 'email-shared-by-agents', 'no-crm-user', 'crm-user-shared'],
  chatKey: ['no-chat-token'],
} as const;

/** Why the panel does not open for this agent, and a check anew (C15). */
export function NotReady({ problem }: { readonly problem: DeskProblem }): ComponentChild {
  const { state, words: { lists, shell } } = usePanel();
  const failing = conditionsFailing(problem);
  const note = failing.map(({ name, mend }) => `${lists.condition[name]}: ${mend}`).join('\n');
  return (
    <>
      <header class="p-head">
        <Mark />
        <h1>{shell.title}</h1>
        <IconButton icon="minus" label={shell.minimize} onClick={() => state.host.minimize()} />
      </header>
      <div class="p-body pad stack" role="alert">
        <h3>{failing.length === 0 ? lists.notReadyOther : lists.notReadyTitle}</h3>
        {failing.length === 0 ? <NoteBox kind="bad" icon="alert">{problem.text}</NoteBox> : <Conditions failing={failing} />}
        <Button kind="solid" wide big icon="replay" onClick={() => state.retryNow()}>{lists.checkAgain}</Button>
        {failing.length === 0 ? null : <Button kind="ghost" wide onClick={() => void navigator.clipboard.writeText(note).then(() => state.toast(lists.copied), () => state.toast(lists.notCopied, 'failed'))}>{lists.copyForAdmin}</Button>}
      </div>
    </>
  );
}

interface Failing {
  readonly name: keyof typeof CONDITIONS;
  readonly mend: string;
}

function Conditions({ failing }: { readonly failing: readonly Failing[] }): ComponentChild {
  const { words: { lists } } = usePanel();
  return (
    <>
      <p>{lists.notReadyText(failing.length)}</p>
      <ul class="conditions">
        {NAMES.map((name) => {
          const mend = failing.find((each) => each.name === name)?.mend;
          return (
            <li key={name} class={mend === undefined ? 'ok' : 'bad'}>
              <Icon name={mend === undefined ? 'check' : 'x'} />
              <span><b>{lists.condition[name]}</b>{mend === undefined ? null : <small>{mend}</small>}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

const NAMES = ['profile', 'email', 'chatKey'] as const;

const conditionsFailing = ({ errors }: DeskProblem): readonly Failing[] => NAMES.flatMap((name) => {
  const reasons: readonly string[] = CONDITIONS[name];
  const mends = errors.filter(({ reason }) => reasons.includes(reason)).map(({ mend }) => mend);
  return mends.length === 0 ? [] : [{ name, mend: mends.join('; ') }];
});
