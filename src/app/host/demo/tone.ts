const RATE = 8_000;
const SECONDS = 1.5;
const HEADER_BYTES = 44;
const PITCH = 330;
const SILENCE = 128;
const LOUDNESS = 36;

/** A short, soft sound as a WAV file that any browser plays, in Base64. */
export function aTone(): string {
  const length = RATE * SECONDS;
  const bytes = Buffer.alloc(HEADER_BYTES + length);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(HEADER_BYTES - 8 + length, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  // PCM, one channel, one byte a sample.
  for (const [at, value] of [[20, 1], [22, 1], [32, 1], [34, 8]] as const) bytes.writeUInt16LE(value, at);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE, 28);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(length, 40);
  for (let at = 0; at < length; at++) bytes[HEADER_BYTES + at] = Math.round(SILENCE + LOUDNESS * Math.sin(Math.PI * at / length) * Math.sin(2 * Math.PI * PITCH * at / RATE));
  return bytes.toString('base64');
}
