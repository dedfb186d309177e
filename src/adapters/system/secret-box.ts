import { createCipheriv, createDecipheriv, createHash, createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { ConfigRejected, Defect } from '../../domain/kernel/error.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FEWEST_KEY_CHARACTERS = 16;
const KEY_ID_CHARACTERS = 8;

/** Keeps the hub's secrets: seals values at rest, hashes what only has to be recognised. */
export interface SecretBox {
  /** AES-256-GCM under today's key, whose id it carries; `purpose` is bound to the value, so that a sealed value cannot stand in for another. */
  seal(plain: string, purpose: string): string;
  /** @throws {@link Defect} when the value was sealed under a key that is not at hand, for another purpose, or was changed. */
  open(sealed: string, purpose: string): string;
  /** Whether a value was sealed under today's key, so that it need not be sealed again. */
  isCurrent(sealed: string): boolean;
  /** The same text gives the same mark under the mark key, and nothing can be read from it. 128 bits, safe in a URL. */
  mark(text: string): string;
}

/** What a box opens besides what it seals, and what it marks with. */
export interface SecretBoxKeys {
  /** An earlier secretKey: what it sealed still opens. */
  readonly previousSecretKey?: string;
  /** What marks are made with. @defaultValue the one that belongs to `secretKey` */
  readonly markKey?: Buffer;
}

/**
 * Makes a box of keys.
 *
 * @param secretKey - the host's own; what it sealed can only be read with it again.
 */
export function createSecretBox(secretKey: string, { previousSecretKey, markKey = markKeyOf(secretKey) }: SecretBoxKeys = {}): SecretBox {
  const current = sealingKeyOf('secretKey', secretKey);
  const previous = previousSecretKey === undefined ? [] : [sealingKeyOf('previousSecretKey', previousSecretKey)];

  /** Releases before rotation wrote no key id: any key may have sealed what carries none. */
  function candidates(id: string | undefined): readonly SealingKey[] {
    return [current, ...previous].filter((each) => id === undefined || each.id === id);
  }

  const macOf = createMac(markKey);
  return {
    seal: (plain, purpose) => `${current.id}.${encrypt(current.key, plain, purpose)}`,
    open(sealed, purpose) {
      const { id, body } = partsOf(sealed);
      const opened = candidates(id).flatMap(({ key }) => decrypt(key, body, purpose) ?? []);
      const [plain] = opened;
      if (plain !== undefined) return plain;
      throw new Defect('defect.secret-unreadable', `A stored secret (${purpose}) cannot be read: was it sealed under another secretKey?`);
    },
    isCurrent: (sealed) => partsOf(sealed).id === current.id,
    mark: (text) => macOf(text).slice(0, 22),
  };
}

const BLOCK_BYTES = 64;

/**
 * HMAC-SHA256 (RFC 2104) in base64url, of two hashes in one call each: an `Hmac` object costs several times as much, and marks are made
 * for every delivery that is accepted.
 */
function createMac(key: Buffer): (text: string) => string {
  const block = Buffer.alloc(BLOCK_BYTES);
  (key.length > BLOCK_BYTES ? hash('sha256', key, 'buffer') : key).copy(block);
  const [inner, outer] = [0x36, 0x5c].map((pad) => Buffer.from(block.map((byte) => byte ^ pad)));
  const within = (pad: Buffer | undefined, message: Buffer): Buffer => Buffer.concat([pad ?? block, message]);
  return (text) => hash('sha256', within(outer, hash('sha256', within(inner, Buffer.from(text)), 'buffer')), 'base64url');
}

/** What marks were made with while they belonged to the secretKey, and are made with at first. */
export const markKeyOf = (secretKey: string): Buffer => createHmac('sha256', 'vinculo/mark').update(secretKey).digest();

interface SealingKey {
  readonly id: string;
  readonly key: Buffer;
}

function sealingKeyOf(setting: string, secretKey: string): SealingKey {
  if (secretKey.length < FEWEST_KEY_CHARACTERS) {
    throw new ConfigRejected(
      'config.invalid',
      `${setting} cannot be used: it has fewer than ${FEWEST_KEY_CHARACTERS} characters. Give a long random text and keep it: without it the stored credentials cannot be read.`,
    );
  }
  const key = createHmac('sha256', 'vinculo/seal').update(secretKey).digest();
  return { id: createHmac('sha256', 'vinculo/key-id').update(key).digest('base64url').slice(0, KEY_ID_CHARACTERS), key };
}

/** `<key id>.<base64>`; the alphabet of base64 has no full stop. */
function partsOf(sealed: string): { readonly id: string | undefined; readonly body: string } {
  const at = sealed.indexOf('.');
  return at < 0 ? { id: undefined, body: sealed } : { id: sealed.slice(0, at), body: sealed.slice(at + 1) };
}

function encrypt(key: Buffer, plain: string, purpose: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
}

function decrypt(key: Buffer, body: string, purpose: string): string | undefined {
  const raw = Buffer.from(body, 'base64');
  try {
    const decipher = createDecipheriv(ALGORITHM, key, raw.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES }).setAAD(Buffer.from(purpose));
    decipher.setAuthTag(raw.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(raw.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    // Another key, another purpose, or a value that was changed: which of them cannot be told.
    return undefined;
  }
}

/** How a token is kept: whoever reads the database cannot use it (ACT-04). */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Compares in a time that tells nothing about where the texts differ. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(hashToken(a)), Buffer.from(hashToken(b)));
