import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clipHtml } from '../../../../src/adapters/ploomes/translate/clip-html.ts';

describe('a record that is too long for Ploomes', () => {
  test.each([
    { html: '<p>short</p>', max: 50, clipped: '<p>short</p>' },
    { html: '<p>Ana said a lot</p>', max: 10, clipped: '<p>Ana sa…' },
    { html: '<p>Ana</p><p class="x">Bia</p>', max: 20, clipped: '<p>Ana</p>…' },
    { html: '<p>a &quot;b&quot; c</p>', max: 10, clipped: '<p>a …' },
    { html: 'olá 😀 mundo', max: 6, clipped: 'olá …' },
  ])('is cut outside of tags and references: $html', ({ html, max, clipped }) => {
    expect(clipHtml(html, max)).toBe(clipped);
  });

  test('never gets longer than allowed, and never ends within a tag', () => {
    const html = fc.array(fc.constantFrom('<p>', '</p>', '&amp;', 'Ana ', '😀', '<b class="x">')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(html, fc.integer({ min: 1, max: 60 }), (text, max) => {
        const clipped = clipHtml(text, max);
        expect(clipped.length).toBeLessThanOrEqual(max);
        expect(clipped).not.toMatch(/<[^>]*$/);
        expect(clipped.isWellFormed()).toBe(true);
      }),
    );
  });
});
