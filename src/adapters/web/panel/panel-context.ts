import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Format } from '../kit/format.ts';
import type { PanelState } from './state/panel-state.ts';
import type { Words } from './wording/words.ts';

/** What every screen gets: what is known and done, what people read, and how moments and numbers are written. */
export interface Panel {
  readonly state: PanelState;
  readonly words: Words;
  readonly format: Format;
}

export const PanelContext = createContext<Panel | undefined>(undefined);

/** What the panel around a screen gives it. */
export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (panel === undefined) throw new Error('This part stands in no panel.');
  return panel;
}
