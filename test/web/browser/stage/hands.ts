import type { Locator } from 'playwright-core';
import { en } from '../../../../src/adapters/web/panel/wording/en/index.ts';
import { pt } from '../../../../src/adapters/web/panel/wording/pt/index.ts';
import type { Words } from '../../../../src/adapters/web/panel/wording/words.ts';
import type { Seat } from './open-stage.ts';

/** What an agent sees and does at the panel, by what it is called on the screen. */
export interface Hands {
  readonly words: Words;
  tab(which: 'open' | 'closed' | 'sent'): Locator;
  /** The row of a session, by what stands in it. */
  row(text: string): Locator;
  rows(): Locator;
  button(name: string | RegExp): Locator;
  menuItem(name: string | RegExp): Locator;
  /** Any text of the panel. */
  see(text: string | RegExp): Locator;
  /** The messages of the open session. */
  log(): Locator;
  /** What is written into: a message or a comment. */
  box(): Locator;
  sheet(): Locator;
  open(text: string): Promise<void>;
  write(text: string): Promise<void>;
  back(): Promise<void>;
  /** Chooses from a menu, by the name of its button. */
  choose(menu: string | RegExp, item: string | RegExp): Promise<void>;
}

export function handsOf({ panel }: Pick<Seat, 'panel'>, locale: 'pt-BR' | 'en' = 'pt-BR'): Hands {
  const words: Words = locale === 'en' ? en : pt;
  const { conversation, lists, shell } = words;
  const button = (name: string | RegExp): Locator => panel.getByRole('button', { name, exact: true });
  const menuItem = (name: string | RegExp): Locator => panel.getByRole('menuitem', { name }).or(panel.getByRole('menuitemradio', { name }));
  const rows = (): Locator => panel.locator('.s-row');
  const row = (text: string): Locator => rows().filter({ hasText: text });
  const box = (): Locator => panel.locator('textarea');
  return {
    words, button, menuItem, rows, row, box,
    tab: (which) => panel.getByRole('tab', { name: lists.tabs[which] }),
    log: () => panel.getByRole('log'),
    see: (text) => panel.getByText(text),
    sheet: () => panel.locator('dialog[open]'),
    async open(text) {
      await row(text).click();
      await panel.getByRole('log').waitFor();
    },
    async write(text) {
      await box().fill(text);
      await button(conversation.send).click();
    },
    async back() {
      await button(conversation.back).or(button(shell.back)).click();
    },
    async choose(menu, item) {
      await button(menu).click();
      await menuItem(item).click();
    },
  };
}
