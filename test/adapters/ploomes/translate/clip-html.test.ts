import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clipHtml } from '../../../../src/adapters/ploomes/translate/clip-html.ts';

describe('a record that is too long for Ploomes', () => {
  test.each([
    { html: '<p>short</p>', max: 50, clipped: '<p>short</p>' },
    { html: '<p>Ana said a lot</p>', max: 10, clipped: '<p>An…</p>' },
    { html: '<p>Ana</p><p class="x">Bia</p>', max: 20, clipped: '<p>Ana</p>…' },
    { html: '<p>a &quot;b&quot; c</p>', max: 15, clipped: '<p>a …</p>' },
    { html: '<ol><li>Ana said a lot</li></ol>', max: 22, clipped: '<ol><li>Ana…</li></ol>' },
    { html: '<p>a<br>b<br>c</p>', max: 13, clipped: '<p>a<br>…</p>' },
    { html: 'olá 😀 mundo', max: 6, clipped: 'olá …' },
  ])('is cut outside of tags and references: $html', ({ html, max, clipped }) => {
    expect(clipHtml(html, max)).toBe(clipped);
  });

  test('keeps its link to the conversation, which comes last, and closes the list that was cut', () => {
    const link = '<p><a href="https://chat.example/s/1?a=b&amp;c=d">Ver conversa</a></p>';
    const html = `<p><b>Ana</b></p><ol>${'<li>uma linha</li>'.repeat(100)}</ol>${link}`;
    const clipped = clipHtml(html, 200);
    expect(clipped.length).toBeLessThanOrEqual(200);
    expect(clipped).toMatch(/^<p><b>Ana<\/b><\/p><ol>(<li>uma linha<\/li>){3,}.*…(<\/li>)?<\/ol><p><a href=/);
    expect(clipped.endsWith(link)).toBe(true);
  });

  test('gives up its link where there is no room for it', () => {
    expect(clipHtml(`<p>Ana</p><p><a href="https://chat.example/${'x'.repeat(100)}">Ver</a></p>`, 20)).toBe('<p>Ana</p><p>…</p>');
  });

  test('closes each tag that it opened', () => {
    const inner = fc.letrec((tie) => ({
      html: fc.array(fc.oneof({ depthSize: 'small' }, fc.constantFrom('Ana ', '&amp;', '<br>'), tie('element')), { maxLength: 6 }).map((parts) => parts.join('')),
      element: fc.tuple(fc.constantFrom('p', 'ol', 'li', 'b'), tie('html')).map(([name, html]) => `<${name}>${String(html)}</${name}>`),
    })).html;
    fc.assert(
      fc.property(inner, fc.integer({ min: 1, max: 80 }), (text, max) => {
        let rest = clipHtml(text, max).replaceAll(/[^<>]+(?=<|$)|<br>/g, '');
        for (let before = ''; before !== rest; ) {
          before = rest;
          rest = rest.replaceAll(/<(\w+)><\/\1>/g, '');
        }
        expect(rest).toBe('');
      }),
    );
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
