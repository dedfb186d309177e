/** What JSON from outside may be at most. The largest row seen has some two thousand values, four levels deep. */
export const JSON_LIMITS = { depth: 64, values: 50_000 } as const;

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const BRACKET = 91;
const BRACKET_END = 93;
const BRACE = 123;
const BRACE_END = 125;

/**
 * Looks over a text before it is parsed, in one pass that never goes down into it: whether it is nested deeper, or holds more values,
 * than {@link JSON_LIMITS} allows. Whether it is JSON at all is the parser's to say.
 */
export function beyondJsonLimits(text: string): 'too-deep' | 'too-wide' | undefined {
  let [depth, values] = [0, 1];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === QUOTE) at = endOfString(text, at);
    else if (character === COMMA) values += 1;
    else if (character === BRACKET || character === BRACE) [depth, values] = [depth + 1, values + 1];
    else if (character === BRACKET_END || character === BRACE_END) depth -= 1;
    else continue;
    if (depth > JSON_LIMITS.depth) return 'too-deep';
    if (values > JSON_LIMITS.values) return 'too-wide';
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    if (character === BACKSLASH) at += 1;
    else if (character === QUOTE) return at;
  }
  return text.length;
}
