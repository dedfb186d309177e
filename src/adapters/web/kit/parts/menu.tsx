import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Icon } from '../icon.tsx';
import type { IconName } from '../icon-paths.ts';
import { classes } from './classes.ts';
import { placeBeside } from './place-beside.ts';
import { moveFocus } from './roving.ts';

interface MenuProps {
  /** What the menu is, and the trigger's name where that shows no words. */
  readonly label: string;
  /** What is inside the button. */
  readonly trigger: ComponentChild;
  /** How the button looks: `ib`, `btn soft`, `avail`. */
  readonly triggerClass?: string | undefined;
  /** The button has words of its own, which are its name. */
  readonly triggerHasWords?: boolean | undefined;
  readonly items: readonly MenuItem[];
}

export interface MenuItem {
  readonly label: string;
  readonly onChoose: () => void;
  readonly icon?: IconName | undefined;
  readonly hint?: string | undefined;
  /** Why it may not be chosen, in place of the hint. */
  readonly disabledBecause?: string | undefined;
  /** Of one that is switched on, or chosen among others. */
  readonly checked?: boolean | undefined;
  /** `Alt+T` */
  readonly keys?: string | undefined;
  /** A line stands above it. */
  readonly apart?: boolean | undefined;
}

/** A button, and what it offers. */
export function Menu({ label, trigger, triggerClass = 'ib', triggerHasWords = false, items }: MenuProps): ComponentChild {
  const isOpen = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const id = useId();
  const open = (): void => {
    if (menu.current === null || button.current === null) return;
    menu.current.showPopover();
    // The event that tells of it comes later, and tells too when the browser closed it.
    isOpen.value = true;
    placeBeside(menu.current, button.current);
    menu.current.querySelector<HTMLElement>('[aria-checked=true], [role^=menuitem]')?.focus();
  };
  const close = (): void => {
    menu.current?.hidePopover();
    isOpen.value = false;
    button.current?.focus();
  };
  return (
    <>
      <button
        ref={button} type="button" class={triggerClass} aria-label={triggerHasWords ? undefined : label} title={triggerHasWords ? undefined : label}
        aria-haspopup="menu" aria-expanded={isOpen.value} aria-controls={id} popovertarget={id}
        onClick={(event) => {
          event.preventDefault();
          if (isOpen.value) close();
          else open();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' || isOpen.value) return;
          event.preventDefault();
          open();
        }}
      >
        {trigger}
      </button>
      <div
        ref={menu} id={id} class="menu" role="menu" aria-label={label} popover="auto"
        onToggle={(event) => { isOpen.value = event.newState === 'open'; }}
        onKeyDown={(event) => {
          // The screen below has keys of its own.
          event.stopPropagation();
          if (event.key === 'Escape' || event.key === 'Tab') {
            event.preventDefault();
            close();
          } else moveFocus(event, event.currentTarget, '[role^=menuitem]');
        }}
      >
        {items.map((item) => <Item key={item.label} item={item} onChosen={() => { close(); item.onChoose(); }} />)}
      </div>
    </>
  );
}

function Item({ item, onChosen }: { readonly item: MenuItem; readonly onChosen: () => void }): ComponentChild {
  const isOff = item.disabledBecause !== undefined;
  const detail = item.disabledBecause ?? item.hint;
  return (
    <>
      {item.apart === true ? <hr /> : null}
      <button
        type="button" class={classes(item.checked === true && 'on')} role={item.checked === undefined ? 'menuitem' : 'menuitemradio'} aria-checked={item.checked} aria-disabled={isOff} tabIndex={-1}
        onClick={() => {
          if (!isOff) onChosen();
        }}
      >
        {item.checked === undefined ? item.icon === undefined ? null : <Icon name={item.icon} /> : item.checked ? <Icon name="check" /> : <span class="i" />}
        <span>{item.label}{detail === undefined ? null : <small>{detail}</small>}</span>
        {item.keys === undefined ? null : <kbd>{item.keys}</kbd>}
      </button>
    </>
  );
}
