import { isDeskProblem } from '../../../client/index.ts';
import type { PanelState } from './state/panel-state.ts';
import type { Words } from './wording/words.ts';

/** Pauses for a reason, or takes up again where none is given (PAN-08); what Neppo refuses is told. */
export async function setPause(state: PanelState, { lists, shell }: Words, reasonId: string | undefined): Promise<void> {
  try {
    await (reasonId === undefined ? state.desk.resume() : state.desk.pause({ reasonId }));
    state.toast(reasonId === undefined ? lists.resumedNow : lists.pausedNow);
  } catch (failure) {
    state.toast(isDeskProblem(failure) ? failure.text : shell.failed, 'failed');
  }
  await state.refreshMe();
}

/** By one key: who is paused takes up again, anybody else pauses for the first reason that Neppo has. */
export async function togglePause(state: PanelState, words: Words): Promise<void> {
  const me = state.me.peek();
  if (me === undefined) return;
  const [first] = me.pauseReasons;
  if (me.availability.state === 'paused') await setPause(state, words, undefined);
  else if (first !== undefined) await setPause(state, words, first.id);
}
