import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** Put into a browser before its pages, so that {@link complaintsAbout} can ask it. */
export const AXE: string = axe.source;

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with what is shown in a frame: rule, place and reason. */
export async function complaintsAbout(panel: Frame): Promise<readonly string[]> {
  return await panel.evaluate(async (rules) => {
    const { violations } = await parseAxe(globalThis).axe.run(document, { runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary ?? ''}`));
    function parseAxe(page: object): { readonly axe: typeof axe } {
      return page as { readonly axe: typeof axe };
    }
  }, RULES);
}

/** What is smaller than 24 by 24 and takes a click, not being within a line of text (E6). */
export async function smallTargets(panel: Frame): Promise<readonly string[]> {
  return await panel.evaluate(() => [...document.querySelectorAll('button, a[href], input, select, textarea, [role=tab], [role^=menuitem]')]
    .filter((each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .map((each) => ({ each, box: each.getBoundingClientRect() }))
    .filter(({ each, box }) => box.width > 0 && (box.width < 24 || box.height < 24) && !each.matches('p a, .m a, [type=radio], [type=checkbox], .sr'))
    .map(({ each, box }) => `${each.outerHTML.slice(0, 120)} is ${Math.round(box.width)} × ${Math.round(box.height)}`));
}

/** What reaches out of the panel sideways (E4): with it, one would have to scroll in two directions. */
export async function overflowing(panel: Frame): Promise<readonly string[]> {
  return await panel.evaluate(() => {
    const { clientWidth } = document.documentElement;
    const scrolled = [document.documentElement, ...document.querySelectorAll('body *')].filter((each) => {
      const { overflowX } = getComputedStyle(each);
      return each.scrollWidth > each.clientWidth + 1 && (each === document.documentElement || overflowX === 'auto' || overflowX === 'scroll') && each.clientWidth > 0;
    });
    const outside = [...document.querySelectorAll('button, input, textarea, h1, h2, h3, .m')].filter((each) => each.checkVisibility() && each.getBoundingClientRect().right > clientWidth + 1);
    return [...scrolled, ...outside].map((each) => each.outerHTML.slice(0, 160));
  });
}

/** The panel as it is in the page. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.locator('iframe').screenshot({ path: `dist/ui-pictures/${name}.png`, animations: 'disabled' });
}
