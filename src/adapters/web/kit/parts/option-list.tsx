import './option-list.css';
import type { ComponentChild } from 'preact';
import { useId } from 'preact/hooks';
import { moveFocus } from './roving.ts';
import { classes } from './classes.ts';

interface OptionListProps<Value extends string> {
  readonly value: Value | undefined;
  readonly options: readonly ListedOption<Value>[];
  readonly onChange: (value: Value) => void;
  readonly label: string;
}

export interface ListedOption<Value extends string> {
  readonly value: Value;
  readonly label: ComponentChild;
  readonly detail?: ComponentChild;
  /** In place of the round mark, such as an avatar. */
  readonly start?: ComponentChild;
  /** Such as a chip. */
  readonly end?: ComponentChild;
  /** Why it may not be chosen; it stays reachable. */
  readonly disabledBecause?: string | undefined;
}

/** One of many, each with a line of detail. */
export function OptionList<Value extends string>({ value, options, onChange, label }: OptionListProps<Value>): ComponentChild {
  const stop = Math.max(0, options.findIndex((option) => option.value === value));
  const choose = (option: ListedOption<Value> | undefined): void => {
    if (option !== undefined && option.disabledBecause === undefined) onChange(option.value);
  };
  return (
    <div
      class="opts" role="radiogroup" aria-label={label}
      onKeyDown={(event) => {
        const to = moveFocus(event, event.currentTarget, '[role=radio]');
        if (to !== undefined) choose(options[to]);
      }}
    >
      {options.map((option, index) => <Option key={option.value} option={option} isOn={option.value === value} isStop={index === stop} onChoose={() => choose(option)} />)}
    </div>
  );
}

interface OptionProps {
  readonly option: ListedOption<string>;
  readonly isOn: boolean;
  readonly isStop: boolean;
  readonly onChoose: () => void;
}

function Option({ option, isOn, isStop, onChoose }: OptionProps): ComponentChild {
  const id = useId();
  const why = option.disabledBecause;
  return (
    <button
      type="button" class={classes('opt', isOn && 'on')} role="radio" aria-checked={isOn} aria-disabled={why !== undefined} aria-describedby={why === undefined ? undefined : id}
      tabIndex={isStop ? 0 : -1} onClick={onChoose}
    >
      {option.start ?? <span class="rb" />}
      <div>
        <b>{option.label}</b>
        {option.detail === undefined ? null : <small>{option.detail}</small>}
        {why === undefined ? null : <small id={id}>{why}</small>}
      </div>
      {option.end}
    </button>
  );
}
