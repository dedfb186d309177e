import type { ComponentChild } from 'preact';
import { Kbd } from '../../../kit/parts/kbd.tsx';
import { Sheet } from '../../../kit/parts/sheet.tsx';
import { SHORTCUTS, writtenAs } from '../../keys.ts';
import { usePanel } from '../../panel-context.ts';

const IN_THE_COMPOSER = [['send', 'Enter'], ['line', 'Shift+Enter'], ['comment', 'Ctrl+Enter'], ['back', 'Esc']] as const;

/** What keys do. */
export function ShortcutsSheet(): ComponentChild {
  const { state, words: { keys, shell } } = usePanel();
  const rows = [...SHORTCUTS.map((shortcut) => [shortcut.act, writtenAs(shortcut)] as const), ...IN_THE_COMPOSER];
  return (
    <Sheet title={keys.title} closeLabel={shell.close} onClose={() => state.navigation.back()}>
      <dl class="keys">
        {rows.map(([act, pressed]) => (
          <div key={act}><dt>{keys.act[act]}</dt><dd><Kbd keys={pressed} /></dd></div>
        ))}
      </dl>
      <label class="check">
        <input type="checkbox" checked={state.singleKeys.value === 'on'} onChange={(event) => (state.singleKeys.value = event.currentTarget.checked ? 'on' : 'off')} />
        {keys.singles}
      </label>
    </Sheet>
  );
}
