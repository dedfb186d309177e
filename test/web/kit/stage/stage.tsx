import { signal } from '@preact/signals';
import { render, type ComponentChild } from 'preact';
import { useRef } from 'preact/hooks';
import { Button } from '../../../../src/adapters/web/kit/parts/button.tsx';
import { Menu } from '../../../../src/adapters/web/kit/parts/menu.tsx';
import { Sheet } from '../../../../src/adapters/web/kit/parts/sheet.tsx';
import { TextInput } from '../../../../src/adapters/web/kit/parts/text-input.tsx';
import { maskPhone } from '../../../../src/adapters/web/kit/mask.ts';
import { VirtualList, type ListHandle } from '../../../../src/adapters/web/kit/windowing/virtual-list.tsx';
import type { Line } from './handles.ts';

const line = (nth: number): Line => ({ key: `line-${nth}`, text: `Linha ${nth}. ${'Uma frase que dá a volta na linha. '.repeat(Math.abs(nth * 7) % 5)}` });
const lines = (from: number, count: number): readonly Line[] => Array.from({ length: count }, (_, at) => line(from + at));

const log = signal(lines(0, 2000));
const sessions = signal(lines(0, 1000));
const startAt = signal<string | undefined>(undefined);
const isSheetOpen = signal(false);
const view = signal<'log' | 'sessions' | 'controls'>('controls');
const phone = signal('');
const told: string[] = [];

function Log(): ComponentChild {
  const list = useRef<ListHandle | null>(null);
  Object.assign(window, { list });
  return (
    <VirtualList
      class="log" role="log" label="Conversa" items={log.value} keyOf={({ key }) => key} estimate={56} bottom list={list} startAt={startAt.value} onTop={() => told.push('top')}
      row={({ text }, { tabIndex }) => <div class="m in">{text}<div class="meta"><button type="button" tabIndex={tabIndex}>Ouvir</button></div></div>}
    />
  );
}

const Sessions = (): ComponentChild => (
  <VirtualList
    class="p-body" label="Em andamento" items={sessions.value} keyOf={({ key }) => key} estimate={64} onEnd={() => told.push('end')}
    row={({ key, text }) => (
      <button type="button" class="s-row" onClick={() => told.push(key)}>
        <span class="av">AB</span><span class="mid"><span class="nm"><span>{key}</span><span class="gr">Vendas</span></span><span class="pv">{text}</span></span><span class="end"><span class="tm">14:02</span></span>
      </button>
    )}
  />
);

const Controls = (): ComponentChild => (
  <div class="pad stack">
    <button type="button" id="opener" onClick={() => { isSheetOpen.value = true; }}>Abrir</button>
    <Menu
      label="Novo" trigger="Novo" triggerClass="btn soft" triggerHasWords items={[
        { label: 'Tarefa', onChoose: () => told.push('task') },
        { label: 'Venda', disabledBecause: 'Seu perfil não cria vendas.', onChoose: () => told.push('sale') },
        { label: 'Documento', onChoose: () => told.push('document') },
      ]}
    />
    <Button disabledBecause="Falta o nome" onClick={() => told.push('pressed')}>Criar</Button>
    <TextInput label="Telefone" value={phone.value} mask={maskPhone} onInput={(text) => { phone.value = text; }} />
    {isSheetOpen.value ? (
      <Sheet title="Transferir" closeLabel="Fechar" onClose={() => { isSheetOpen.value = false; }} footer={<Button kind="solid">Transferir</Button>}>
        <input id="first" aria-label="Agente" /><input id="second" aria-label="Recado" />
      </Sheet>
    ) : null}
  </div>
);

const Stage = (): ComponentChild => <div class="panel">{view.value === 'log' ? <Log /> : view.value === 'sessions' ? <Sessions /> : <Controls />}</div>;

Object.assign(window, { stage: { log, sessions, startAt, view, told, line, lines } });
render(<Stage />, document.body);
