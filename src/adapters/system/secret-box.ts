import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { ConfigRejected, Defect } from '../../domain/kernel/error.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const FEWEST_KEY_CHARACTERS = 16;

/** Keeps the hub's secrets: seals values at rest, hashes what only has to be recognised. */
export interface SecretBox {
  /** AES-256-GCM; `purpose` is bound to the value, so that a sealed value cannot stand in for another. */
  seal(plain: string, purpose: string): string;
  /** @throws {@link Defect} when the value was sealed under another key, for another purpose, or was changed. */
  open(sealed: string, purpose: string): string;
  /** The same text gives the same mark under this key, and nothing can be read from it. 128 bits, safe in a URL. */
  mark(text: string): string;
}

/**
 * Makes the box of one hub.
 *
 * @param secretKey - the host's own; what it sealed can only be read with it again.
 */
export function createSecretBox(secretKey: string): SecretBox {
  if (secretKey.length < FEWEST_KEY_CHARACTERS) {
    throw new ConfigRejected(
      'config.invalid',
      `secretKey cannot be used: it has fewer than ${FEWEST_KEY_CHARACTERS} characters. Give a long random text and keep it: without it the stored credentials cannot be read.`,
    );
  }
  const key = createHmac('sha256', 'vinculo/seal').update(secretKey).digest();
  const markKey = createHmac('sha256', 'vinculo/mark').update(secretKey).digest();

  return {
    seal(plain, purpose) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64');
    },
    open(sealed, purpose) {
      const raw = Buffer.from(sealed, 'base64');
      try {
        const decipher = createDecipheriv(ALGORITHM, key, raw.subarray(0, NONCE_BYTES)).setAAD(Buffer.from(purpose));
        decipher.setAuthTag(raw.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([decipher.update(raw.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new Defect('defect.secret-unreadable', `A stored secret (${purpose}) cannot be read: was it sealed under another secretKey?`, { cause });
      }
    },
    mark: (text) => createHmac('sha256', markKey).update(text).digest('base64url').slice(0, 22),
  };
}

/** How a token is kept: whoever reads the database cannot use it (ACT-04). */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Compares in a time that tells nothing about where the texts differ. */
export const sameSecret = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(hashToken(a)), Buffer.from(hashToken(b)));
