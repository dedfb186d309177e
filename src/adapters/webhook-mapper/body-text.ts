import { accepted, rejected, type Result } from '../../domain/kernel/result.ts';

/** Old PHP shops say nothing of their charset and write this one; browsers read `iso-8859-1` as it too. */
const LATIN = 'windows-1252';

/** Decoders take it for Latin-1; whoever says it and sends more than it mostly means UTF-8. */
const ASCII = /^(?:us-)?ascii$/;

const MARKS = [
  { bytes: [0xef, 0xbb, 0xbf], charset: 'utf-8' },
  { bytes: [0xff, 0xfe], charset: 'utf-16le' },
  { bytes: [0xfe, 0xff], charset: 'utf-16be' },
] as const;

/** Bytes as text: by their own mark, else by the charset that was told, else UTF-8, else Latin-1, which takes any bytes. */
export function readText(bytes: Uint8Array, charset: string | undefined): string {
  const marked = MARKS.find((mark) => mark.bytes.every((byte, at) => bytes[at] === byte));
  if (marked !== undefined) return new TextDecoder(marked.charset).decode(bytes);
  const told = charset === undefined || ASCII.test(charset) ? undefined : decoded(bytes, charset);
  if (told?.ok === true) return told.value;
  const utf8 = decoded(bytes, 'utf-8');
  return utf8.ok ? utf8.value : new TextDecoder(LATIN).decode(bytes);
}

/** A name or value of a form: `+` is a space, `%E3%A3` bytes in whatever charset they make sense in. */
export function readEncoded(encoded: string): string {
  const spaced = encoded.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return unescaped(spaced);
  }
}

/**
 * Runs of escaped bytes by themselves, so that a stray percent sign stays what it is. A decoder for each of the hundred thousand runs of a
 * hostile form would hold everybody else up for seconds.
 */
const unescaped = (text: string): string =>
  text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => (ESCAPED_UTF8.test(run) ? decodeURIComponent(run) : run.replaceAll(/%(..)/g, (_, hex: string) => LATIN_LETTERS.charAt(Number.parseInt(hex, 16)))));

/** The well-formed sequences of UTF-8, escaped. */
const ESCAPED_UTF8 = /^(?:%[0-7][\da-f]|%(?:c[2-9a-f]|d[\da-f])%[89ab][\da-f]|%e0%[ab][\da-f]%[89ab][\da-f]|%ed%[89][\da-f]%[89ab][\da-f]|%e[1-9a-cef](?:%[89ab][\da-f]){2}|%f0%[9ab][\da-f](?:%[89ab][\da-f]){2}|%f[1-3](?:%[89ab][\da-f]){3}|%f4%8[\da-f](?:%[89ab][\da-f]){2})+$/i;

const LATIN_LETTERS = new TextDecoder(LATIN).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));

function decoded(bytes: Uint8Array, charset: string): Result<string, 'unknown-charset-or-bytes'> {
  try {
    return accepted(new TextDecoder(charset, { fatal: true }).decode(bytes));
  } catch {
    return rejected('unknown-charset-or-bytes');
  }
}
