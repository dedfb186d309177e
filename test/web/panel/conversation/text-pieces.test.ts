import { describe, expect, test } from 'vitest';
import { piecesOf } from '../../../../src/adapters/web/panel/screens/conversation/text-pieces.ts';

const linksIn = (text: string): readonly string[] => piecesOf(text).flatMap((piece) => (piece.is === 'link' ? [piece.href] : []));

describe('the addresses in what was said', () => {
  test('are found where they stand, and nothing of the text is lost', () => {
    const text = 'Veja https://exemplo.com.br/a?b=1#c e (https://exemplo.com.br/d). Obrigada!';
    expect(linksIn(text)).toEqual(['https://exemplo.com.br/a?b=1#c', 'https://exemplo.com.br/d']);
    expect(piecesOf(text).map((piece) => piece.text).join('')).toBe(text);
  });

  test.each([
    ['https://exemplo.com.br/frete(1).', 'https://exemplo.com.br/frete(1)'],
    ['*https://exemplo.com.br/*', 'https://exemplo.com.br/'],
    ['https://exemplo.com.br/x, depois', 'https://exemplo.com.br/x'],
  ])('of %s the sentence around it is no part', (text, href) => expect(linksIn(text)).toEqual([href]));

  test.each(['http://exemplo.com.br', 'javascript:alert(1)', 'https://banco.com.br@mau.example/', 'https://', 'data:text/html,<b>'])('%s is not opened', (text) => {
    expect(linksIn(text)).toEqual([]);
  });
});

describe('a hostile text', () => {
  test.each([
    ['dots', `https://${'.'.repeat(60_000)}a`],
    ['brackets', `https://exemplo.com/${')('.repeat(30_000)}a`],
    ['addresses', 'https://a.br/ '.repeat(20_000)],
  ])('of many %s does not hold up the page', (_of, text) => {
    const begun = performance.now();
    const pieces = piecesOf(text);
    expect(performance.now() - begun).toBeLessThan(500);
    expect(pieces.length).toBeLessThanOrEqual(402);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  });

  test.each(['\u202E', '\u2066', '\u200F', '\u200B', '\u2060', '\u00AD', '\uFEFF'])('has no sign in an address that turns it around or is not seen: %j', (sign) => {
    expect(linksIn(`https://exemplo.com.br/a${sign}b`)).toEqual(['https://exemplo.com.br/a']);
  });

  test('an address that stands behind a user name in letters that look alike is none', () => {
    expect(linksIn('https://banco.com.br\uFF20mau.example/')).toEqual([]);
  });
});
