/** Longer texts hold no number that anybody means. */
const LONGEST = 60;
const MONEY = /^([-+])?\s*(?:[A-Z]{3}|[A-Z]{0,2}[$€£¥])?\s*([-+])?\s*([\d.,'’\s]*\d[\d.,'’\s]*(?:e[-+]?\d{1,3})?)(?:[A-Z]{3}|[$€£%])?$/i;
const PLAIN = /^(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,3})?$/i;

/**
 * The number in a text as people and platforms write it: `69.90`, `69,90`, `1.234,56`, `1,234.56`, `R$ 50`, `(12,00)` for less than nothing.
 * One separator before exactly three digits parts thousands, unless a zero stands before it: `1.234` is 1234, `0.500` a half.
 */
export function readNumberText(raw: string): number | undefined {
  if (raw.length > LONGEST) return undefined;
  const text = raw.normalize('NFKC').trim();
  const inBrackets = /^\((.*)\)$/.exec(text)?.[1];
  const [found, before, after, amount = ''] = MONEY.exec(inBrackets ?? text) ?? [];
  const signs = [before, after].filter((sign) => sign !== undefined);
  if (found === undefined || signs.length + (inBrackets === undefined ? 0 : 1) > 1) return undefined;
  const written = inLanguageForm(amount.replaceAll(/['’\s]/g, ''));
  const number = written === undefined || !PLAIN.test(written) ? Number.NaN : Number(written);
  if (!Number.isFinite(number)) return undefined;
  return (inBrackets !== undefined || signs.includes('-')) && number !== 0 ? -number : number;
}

/** With a dot before the fraction and nothing between thousands. */
function inLanguageForm(text: string): string | undefined {
  const [dot, comma] = [text.lastIndexOf('.'), text.lastIndexOf(',')];
  if (dot < 0 && comma < 0) return text;
  if (dot >= 0 && comma >= 0) return dot > comma ? inThousands(text, ',', '.') : inThousands(text, '.', ',');
  const mark = dot >= 0 ? '.' : ',';
  const groups = text.split(mark);
  const thousands = groups.length > 2 || (/^[1-9]\d{0,2}$/.test(groups[0] ?? '') && /^\d{3}$/.test(groups[1] ?? ''));
  return thousands ? inThousands(text, mark, mark === '.' ? ',' : '.') : text.replace(mark, '.');
}

function inThousands(text: string, between: string, fraction: string): string | undefined {
  const [whole = '', rest, ...more] = text.split(fraction);
  const [first = '', ...groups] = whole.split(between);
  if (more.length > 0 || !/^\d{1,3}$/.test(first) || groups.some((group) => !/^\d{3}$/.test(group))) return undefined;
  return rest === undefined ? `${first}${groups.join('')}` : `${first}${groups.join('')}.${rest}`;
}
