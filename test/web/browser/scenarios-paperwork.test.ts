import { mkdirSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { World } from '../../rig/world.ts';
import { openChromium } from './chromium.ts';
import { attend, MARINA, plantMarina, plantRules } from './stage/cast.ts';
import { handsOf, type Hands } from './stage/hands.ts';
import { AXE, complaintsAbout, overflowing, picture, smallTargets } from './stage/look.ts';
import { BIANCA, openStage, type Seat, type Stage } from './stage/open-stage.ts';

let browser: Browser;
let stage: Stage | undefined;
beforeAll(async () => {
  mkdirSync('dist/ui-pictures', { recursive: true });
  browser = await openChromium();
});
afterEach(async () => {
  await stage?.close();
  stage = undefined;
});
afterAll(async () => await browser.close());

interface Sat extends Seat {
  readonly hands: Hands;
  readonly world: World;
}

/** Bianca at her panel, with what she is to find there. */
async function sat(plant: (world: World) => Promise<unknown>): Promise<Sat> {
  stage = await openStage(browser);
  const { world } = stage;
  await plant(world);
  await world.rest();
  const seat = await stage.sitDown(BIANCA, { before: AXE });
  return { ...seat, hands: handsOf(seat), world };
}

/** As it looks, and nothing wrong with it. */
async function fine({ page, panel }: Sat, name: string): Promise<void> {
  await picture(page, `paperwork-${name}`);
  expect([...await complaintsAbout(panel), ...await smallTargets(panel), ...await overflowing(panel)]).toEqual([]);
}

const stateOf = (world: World): string => JSON.stringify(world.neppo.state());

describe('the contact of a session', () => {
  test('C6: those who resemble the client are offered at once, and linking one brings what the CRM offers without a reload', async () => {
    const here = await sat(async (world) => {
      await plantRules(world);
      world.ploomes.addContact({ name: 'Helena Valente', phone: '(11) 98112-4470' });
      attend(world, { phone: '5519981124470', name: 'Helena' }, 'Boa tarde');
    });
    const { hands: { open, button, words: { conversation, paperwork } }, panel } = here;
    await open('Helena');
    expect(await button(conversation.createNew).count()).toBe(0);
    await button(conversation.unlinked).click();
    await panel.getByText(paperwork.match.name, { exact: true }).waitFor();
    await fine(here, 'link-contact');
    await panel.getByRole('button', { name: paperwork.linkTo('Helena Valente') }).click();
    await button(conversation.createNew).waitFor();
    expect(here.refusals).toEqual([]);
  });

  test('PAN-02: a person is made, with its company, and what is wrong is told beside its field', async () => {
    const here = await sat(async (world) => {
      await plantRules(world);
      world.ploomes.addCompany({ name: 'Clínica Bem Viver' });
      attend(world, { phone: '5519981124470' }, 'Boa tarde');
    });
    const { hands: { open, button, see, words: { conversation, paperwork } }, panel, world } = here;
    await open('4470');
    await button(conversation.unlinked).click();
    await see(paperwork.noneAlike).waitFor();
    await button(paperwork.createAndLink).click();
    await see(paperwork.problem.name).waitFor();
    const name = panel.getByRole('textbox', { name: paperwork.name });
    expect(await name.evaluate((input) => input === document.activeElement)).toBe(true);
    await name.fill('Helena Valente');
    await panel.getByRole('textbox', { name: paperwork.company }).fill('bem viver');
    await panel.getByRole('radio', { name: 'Clínica Bem Viver' }).click();
    expect(await see(paperwork.problem.name).count()).toBe(0);
    await fine(here, 'new-contact');
    await name.press('Enter');
    await button(conversation.createNew).waitFor();
    await world.rest();
    const person = world.ploomes.rows('Contacts').find(({ Name }) => Name === 'Helena Valente');
    expect(world.ploomes.rows('Contacts').find(({ Id }) => Id === person?.['CompanyId'])?.['Name']).toBe('Clínica Bem Viver');
  });
});

describe('what hangs on the client', () => {
  const planted = async (world: World): Promise<void> => {
    await plantRules(world);
    await plantMarina(world);
    attend(world, MARINA, 'Bom dia!');
  };

  test('PAN-03, C7: only cards of the client are offered; another is made, linked and taken off', async () => {
    const here = await sat(planted);
    const { hands: { open, button, choose, sheet, see, words: { conversation, paperwork } }, panel, world } = here;
    await open(MARINA.name);
    await choose(conversation.more, conversation.changeCard);
    await sheet().getByRole('radio', { checked: true }).getByText(paperwork.current).waitFor();
    await fine(here, 'link-card');
    await button(paperwork.createCard).click();
    await panel.getByRole('textbox', { name: paperwork.title }).fill('Expansão Campinas');
    await panel.getByRole('combobox', { name: paperwork.funnel }).selectOption({ label: 'Funil de vendas' });
    await fine(here, 'create-card');
    await panel.getByRole('textbox', { name: paperwork.title }).press('Enter');
    await sheet().waitFor({ state: 'detached' });
    await see(paperwork.cardCreated).first().waitFor();
    await world.rest();
    await choose(conversation.more, conversation.changeCard);
    await sheet().getByRole('radio', { checked: true }).getByText('Expansão Campinas').waitFor();
    await sheet().getByRole('radio', { checked: false }).click();
    // Enter on what is chosen sends it.
    await panel.page().keyboard.press('Enter');
    await see(paperwork.cardLinked).first().waitFor();
    await choose(conversation.more, conversation.changeCard);
    await sheet().getByRole('radio', { checked: true }).waitFor();
    await button(paperwork.unlink).click();
    await see(paperwork.cardUnlinked).first().waitFor();
    await button(conversation.linkCard).waitFor();
  });

  test('PAN-05: a task is made with its moment, and opens at the page around the panel', async () => {
    const here = await sat(planted);
    const { hands: { open, choose, button, sheet, words: { conversation, paperwork } }, panel, page, world } = here;
    await open(MARINA.name);
    await choose(conversation.createNew, conversation.offer.task);
    const title = panel.getByRole('textbox', { name: paperwork.title });
    expect(await title.evaluate((input) => input === document.activeElement)).toBe(true);
    await title.fill('Confirmar frete');
    await panel.getByLabel(paperwork.due).fill('2026-12-01T09:30');
    await fine(here, 'task');
    await title.press('Enter');
    await sheet().getByText(paperwork.paper.task.made).waitFor();
    await fine(here, 'task-made');
    await button(paperwork.openInCrm).click();
    await sheet().waitFor({ state: 'detached' });
    await expect.poll(async () => JSON.stringify(await page.evaluate('opened'))).toMatch(/"address":"[^"]*task/i);
    await world.rest();
    expect(JSON.stringify(world.ploomes.rows('Tasks'))).toMatch(/Confirmar frete.*2026-12-01T(09:30:00-03:00|12:30)/);
  });

  test('C7: a proposal without a card asks for a funnel, and makes both', async () => {
    const here = await sat(planted);
    const { hands: { open, choose, button, sheet, words: { conversation, paperwork } }, panel, world } = here;
    await open(MARINA.name);
    await choose(conversation.more, conversation.unlinkCard);
    await button(conversation.linkCard).waitFor();
    await choose(conversation.createNew, conversation.offer.proposal);
    await sheet().getByText(paperwork.proposalNeedsCard).waitFor();
    await panel.getByRole('combobox', { name: paperwork.funnel }).selectOption({ label: 'Funil de vendas' });
    await fine(here, 'proposal');
    const before = world.ploomes.rows('Deals').length;
    await button(paperwork.paper.proposal.make).click();
    await sheet().getByText(paperwork.paper.proposal.made).waitFor();
    await world.rest();
    expect(world.ploomes.rows('Deals').length).toBe(before + 1);
  });
});

describe('where a session goes', () => {
  test('C10: to an agent or a group, with a note; who cannot take it says why, and cannot be chosen', async () => {
    const here = await sat(async (world) => {
      await plantRules(world);
      world.neppo.setAgentStatus('Denise Rocha', 'FIRST_PAUSE');
      attend(world, MARINA, 'Bom dia!');
    });
    const { hands: { open, button, sheet, see, words: { conversation, paperwork } }, panel, world } = here;
    await open(MARINA.name);
    await button(conversation.transfer).click();
    const caio = sheet().getByRole('radio', { name: /Caio Nunes/ });
    await caio.waitFor();
    await sheet().getByRole('radio', { name: /Denise Rocha/ }).click({ force: true });
    await sheet().getByText(paperwork.because.paused).waitFor();
    expect(await sheet().getByRole('radio', { name: /Denise Rocha/ }).getAttribute('aria-checked')).toBe('false');
    await caio.click();
    await panel.getByRole('textbox', { name: paperwork.note }).fill('Pediu desconto de 4%');
    await fine(here, 'transfer');
    await sheet().getByRole('radio', { name: paperwork.group }).click();
    await sheet().getByText(paperwork.because.empty).first().waitFor();
    await fine(here, 'transfer-group');
    await sheet().getByRole('radio', { name: paperwork.agent, exact: true }).click();
    // Whoever was there is not any more: the sheet stays, says so, and takes a second try, which writes no second note.
    world.neppo.setAgentStatus('Caio Nunes', 'FIRST_PAUSE');
    await button(paperwork.transfer).last().click();
    await sheet().getByRole('alert').waitFor();
    await fine(here, 'transfer-refused');
    world.neppo.setAgentStatus('Caio Nunes', 'ONLINE');
    await button(paperwork.transfer).last().click();
    await see(paperwork.transferred('Caio Nunes')).first().waitFor();
    await sheet().waitFor({ state: 'detached' });
    await world.rest();
    expect(stateOf(world).split('Pediu desconto de 4%')).toHaveLength(2);
  });

  test('C11: an end asks for a classification where the group does, with the fields of what is chosen', async () => {
    const here = await sat(async (world) => {
      await plantRules(world);
      world.neppo.plantTree({ name: 'Motivo', children: [
        { name: 'Venda', children: [{ name: 'Proposta aceita', fields: [{ name: 'Unidades', type: 'NUMBER', required: true }] }, { name: 'Sem interesse' }] },
        { name: 'Engano' },
      ] }, 'Vendas');
      attend(world, MARINA, 'Fechado, obrigada!');
    });
    const { hands: { open, choose, button, sheet, see, tab, words: { conversation, paperwork } }, panel, world } = here;
    await open(MARINA.name);
    await choose(conversation.more, conversation.close);
    const end = sheet().getByRole('button', { name: paperwork.closeTitle });
    await sheet().getByText(paperwork.askedBy('Vendas')).waitFor();
    expect(await end.getAttribute('aria-disabled')).toBe('true');
    await sheet().getByRole('radio', { name: /Proposta aceita/ }).click();
    const units = sheet().getByRole('spinbutton', { name: 'Unidades' });
    await units.waitFor();
    expect(await end.getAttribute('aria-disabled')).toBe('true');
    await units.fill('12');
    await panel.getByRole('textbox', { name: paperwork.comment }).fill('Fechou 12 unidades extras.');
    await fine(here, 'close');
    await units.press('Enter');
    await see(paperwork.closed).first().waitFor();
    await sheet().waitFor({ state: 'detached' });
    await button(conversation.back).click();
    await tab('open').getByText('0').waitFor();
    await world.rest();
    expect(stateOf(world)).toContain('Fechou 12 unidades extras.');
  });

  test('PAN-10: what ended elsewhere is classified afterwards, and the number falls', async () => {
    const here = await sat(async (world) => {
      await plantRules(world);
      const ended = attend(world, MARINA, 'Fico no aguardo');
      await world.rest();
      world.neppo.close(ended);
    });
    const { hands: { button, sheet, see, words: { lists, paperwork } } } = here;
    await button(new RegExp(lists.pendingClassifications(1))).click();
    await button(lists.classify).click();
    await sheet().getByRole('radio', { name: /Sem interesse/ }).click();
    await fine(here, 'classify');
    await sheet().getByRole('button', { name: paperwork.classifyTitle, exact: true }).click();
    await see(paperwork.classified).first().waitFor();
    await see(lists.pendingNone.title).waitFor();
  });
});
