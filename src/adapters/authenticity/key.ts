const MARK = 'whsec_';
const PADDING = /={1,2}$/;

/** The key that a secret stands for; absent when it is none. */
export function keyOf(form: 'text' | 'whsec', secret: string): string | Uint8Array | undefined {
  return form === 'text' ? secret : decodedKey(secret.startsWith(MARK) ? secret.slice(MARK.length) : secret);
}

/** Two spellings of one key would let a mistyped secret pass; only the padding may be left out. */
function decodedKey(written: string): Uint8Array | undefined {
  const bare = written.replace(PADDING, '');
  const key = Buffer.from(bare, 'base64');
  return key.length > 0 && key.toString('base64').replace(PADDING, '') === bare ? key : undefined;
}
