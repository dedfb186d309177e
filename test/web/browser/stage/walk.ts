import type { Hands } from './hands.ts';
import { MARINA } from './cast.ts';
import type { Network } from './network.ts';
import type { Seat } from './open-stage.ts';

/** What a sheet asks for has come. */
const SETTLED_MS = 300;

/** Goes through what Bianca may see at her panel and comes back to the lists; nothing is done that would be different afterwards. */
export async function walkThrough({ panel }: Seat, hands: Hands, network: Network, visit: (state: string) => Promise<void>): Promise<void> {
  const { words: { conversation, lists } } = hands;
  await hands.row(MARINA.name).waitFor();
  await visit('list');
  await hands.tab('closed').click();
  await hands.row('Otávio Valente').waitFor();
  await visit('list-closed');
  await hands.tab('sent').click();
  await panel.getByText(lists.emptySent.title).waitFor();
  await visit('list-sent-empty');
  await hands.tab('open').click();
  await panel.getByRole('searchbox').fill('zzz');
  await panel.getByText(lists.emptySearch.title).waitFor();
  await visit('list-nothing-found');
  await panel.getByRole('searchbox').fill('');
  await hands.row(MARINA.name).waitFor();
  await hands.button(new RegExp(lists.available)).click();
  await hands.menuItem(lists.sound).waitFor();
  await visit('availability');
  await panel.page().keyboard.press('Escape');

  await hands.open(MARINA.name);
  await panel.getByText('Consegue confirmar o frete para Campinas?').waitFor();
  await visit('conversation');
  await hands.button(conversation.createNew).click();
  await hands.menuItem(conversation.offer.task).waitFor();
  await visit('new');
  await panel.page().keyboard.press('Escape');
  await hands.button(conversation.more).click();
  await hands.menuItem(conversation.close).waitFor();
  await visit('more');
  await panel.page().keyboard.press('Escape');
  const sheets: readonly (readonly [string, () => Promise<void>])[] = [
    ['transfer', async () => await hands.button(conversation.transfer).click()],
    ['close', async () => await hands.choose(conversation.more, new RegExp(conversation.close))],
    ['link-card', async () => await hands.choose(conversation.more, new RegExp(conversation.changeCard))],
    ['history', async () => await hands.choose(conversation.more, new RegExp(conversation.history))],
    ['shortcuts', async () => await hands.choose(conversation.more, new RegExp(conversation.shortcuts))],
    ['task', async () => await hands.choose(conversation.createNew, new RegExp(conversation.offer.task))],
  ];
  for (const [name, opened] of sheets) {
    await opened();
    await hands.sheet().waitFor();
    await panel.page().waitForTimeout(SETTLED_MS);
    await visit(name);
    await panel.page().keyboard.press('Escape');
    await hands.sheet().waitFor({ state: 'detached' });
  }
  await panel.getByRole('radio', { name: conversation.note }).click();
  await visit('comment');
  await panel.getByRole('radio', { name: conversation.reply }).click();
  await hands.back();

  await hands.open('Lívia Prado');
  await panel.getByText(conversation.windowShutText).waitFor();
  await visit('window-shut');
  await hands.back();
  await hands.open('4470');
  await visit('conversation-unlinked');
  await panel.getByRole('button', { name: conversation.unlinked }).first().click();
  await panel.getByLabel(hands.words.paperwork.name, { exact: true }).waitFor();
  await visit('link-contact');
  await panel.page().keyboard.press('Escape');
  await hands.log().waitFor();
  await hands.back();
  await hands.open('Elisa Moraes');
  await visit('call');
  await hands.back();

  await hands.button(new RegExp(lists.pendingClassifications(1))).click();
  await panel.getByText('Otávio Valente').waitFor();
  await visit('pending');
  await hands.back();

  network.cut();
  await panel.getByText(hands.words.shell.offline).waitFor();
  await visit('offline');
  network.mend();
  await hands.button(hands.words.shell.tryNow).click();
  await panel.getByText(hands.words.shell.offline).waitFor({ state: 'detached' });
}
