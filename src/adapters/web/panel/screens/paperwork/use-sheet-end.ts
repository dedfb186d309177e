import { usePanel } from '../../panel-context.ts';
import { useIsHere } from './use-is-here.ts';

/** What follows when something was done to a session: it is told, the numbers and the session are read anew, and what lay over it goes. */
export function useSheetEnd(protocol: string): (told: string) => void {
  const { state } = usePanel();
  const isHere = useIsHere();
  return (told) => {
    state.toast(told);
    state.recount();
    void state.conversation(protocol).refresh();
    if (isHere.current) state.navigation.back();
  };
}
