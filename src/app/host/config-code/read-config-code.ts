import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { Complaint, EXIT } from '../complaint.ts';
import type { Terminal } from '../terminal.ts';

const codedConnection = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
  name: z.string().trim().min(1),
  /** What is not named stays as it is. */
  status: z.enum(['draft', 'active', 'inactive']).exactOptional(),
  ploomes: z.record(z.string(), z.unknown()).exactOptional(),
  neppo: z.record(z.string(), z.unknown()).exactOptional(),
  options: z.record(z.string(), z.unknown()).exactOptional(),
});
const configCode = z.strictObject({ connections: z.array(codedConnection) });

/** A connection as a file tells it, with every secret in its place. */
export type CodedConnection = z.infer<typeof codedConnection>;

/** Names under which secrets stand; a text below one is never taken as it is. */
const SECRET_KEYS: ReadonlySet<string> = new Set(['userKey', 'consumerKey', 'consumerSecret', 'username', 'password']);
const REFERENCE = /^(env|file):(.+)$/s;

/**
 * Reads connections as code. A secret is `env:NAME` or `file:PATH`, and refused where it stands itself.
 *
 * @throws {@link Complaint} naming the key, and never a value.
 */
export function readConfigCode(file: string, terminal: Terminal): readonly CodedConnection[] {
  const { words: { complaint, connection: { config } } } = terminal;
  const parsed = configCode.safeParse(readJson(file, terminal));
  if (!parsed.success) {
    const keys = parsed.error.issues.map(({ path }) => path.join('.') || file).join(', ');
    throw new Complaint(EXIT.refused, { what: complaint.useConfig(file), why: config.wrong(keys), mend: complaint.configMend(keys) });
  }
  return parsed.data.connections.map(({ ploomes, neppo, ...rest }) => ({
    ...rest,
    ...(ploomes === undefined ? {} : { ploomes: resolved(ploomes, `${rest.id}.ploomes`, terminal) }),
    ...(neppo === undefined ? {} : { neppo: resolved(neppo, `${rest.id}.neppo`, terminal) }),
  }));
}

function readJson(file: string, { words: { complaint } }: Terminal): unknown {
  const refused = (why: string, mend: string, cause: unknown): Complaint => new Complaint(EXIT.refused, { what: complaint.readFile(file), why, mend, cause });
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw refused(complaint.notJson, complaint.notJsonMend, cause);
    throw refused(complaint.fileMissing, complaint.fileMissingMend, cause);
  }
}

function resolved(settings: Readonly<Record<string, unknown>>, path: string, terminal: Terminal): Record<string, unknown> {
  return Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, resolvedValue(value, key, `${path}.${key}`, terminal)]));
}

function resolvedValue(value: unknown, key: string, path: string, terminal: Terminal): unknown {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return resolved({ ...value }, path, terminal);
  if (typeof value !== 'string') return value;
  const reference = REFERENCE.exec(value);
  if (reference !== null) return secretAt(value, reference, path, terminal);
  if (!SECRET_KEYS.has(key)) return value;
  const { words: { complaint, connection: { config } } } = terminal;
  throw new Complaint(EXIT.refused, { what: complaint.useConfig(path), why: config.secretInFile(path), mend: config.secretInFileMend });
}

function secretAt(whole: string, [, kind, name = '']: RegExpExecArray, path: string, { env, words: { complaint, connection: { config } } }: Terminal): string {
  const secret = kind === 'env' ? env[name] : textIn(name);
  if (secret !== undefined && secret !== '') return secret;
  throw new Complaint(EXIT.refused, { what: complaint.useConfig(path), why: config.secretMissing(whole), mend: config.secretMissingMend });
}

function textIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    // Whether it is missing or may not be read, there is no secret to be had.
    return undefined;
  }
}
