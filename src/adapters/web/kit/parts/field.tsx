import { createContext, type ComponentChild, type ComponentChildren } from 'preact';
import { useContext, useId } from 'preact/hooks';
import { Icon } from '../icon.tsx';

interface FieldProps {
  readonly label: string;
  readonly children: ComponentChildren;
  readonly hint?: string | undefined;
  /** What is wrong with what stands there. */
  readonly problem?: string | undefined;
}

/** What a field tells the control within it. */
interface FieldLinks {
  readonly id: string | undefined;
  readonly describedBy: string | undefined;
  readonly isWrong: boolean;
}

const FieldContext = createContext<FieldLinks>({ id: undefined, describedBy: undefined, isWrong: false });

/** The field around a control, which takes its name, hint and problem from it. */
export const useField = (): FieldLinks => useContext(FieldContext);

/** One control with its name, a hint, and what is wrong with it. */
export function Field({ label, hint, problem, children }: FieldProps): ComponentChild {
  const id = useId();
  const said = [hint === undefined ? [] : `${id}-hint`, problem === undefined ? [] : `${id}-problem`].flat();
  return (
    <FieldContext.Provider value={{ id, describedBy: said.length === 0 ? undefined : said.join(' '), isWrong: problem !== undefined }}>
      <div class="field">
        <label for={id}>{label}</label>
        {children}
        {hint === undefined ? null : <span id={`${id}-hint`} class="hint">{hint}</span>}
        {problem === undefined ? null : <span id={`${id}-problem`} class="msg"><Icon name="alert" size="s" /> {problem}</span>}
      </div>
    </FieldContext.Provider>
  );
}
