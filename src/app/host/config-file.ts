import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { AutomationInput } from '../../ports/index.ts';
import { MOST_RECONCILE_HOURS } from '../config.ts';
import type { Words } from '../wording/index.ts';
import { Complaint, EXIT } from './complaint.ts';

const secretReference = z.strictObject({ env: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/) });

/** The hub checks the rest, and says what is wrong where. */
const parseAutomation = (given: object): AutomationInput => given as AutomationInput;

const config = z.strictObject({
  publicUrl: z.url({ protocol: /^https?$/ }),
  language: z.enum(['pt-BR', 'en']).exactOptional(),
  timeZone: z.string().exactOptional(),
  operatorKeys: z.array(z.string().min(16)).exactOptional(),
  allowPrivateAddresses: z.boolean().exactOptional(),
  synchronisation: z.enum(['on', 'off']).exactOptional(),
  reconcileHours: z.int().min(1).max(MOST_RECONCILE_HOURS).exactOptional(),
  connections: z.array(z.strictObject({
    id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
    name: z.string().min(1),
    ploomes: z.record(z.string(), z.unknown()),
    neppo: z.record(z.string(), z.unknown()),
    options: z.strictObject({
      linking: z.enum(['on', 'off']).exactOptional(),
      mappings: z.array(z.strictObject({
        groupId: z.union([z.string(), z.int()]),
        groupName: z.string().min(1),
        funnelId: z.union([z.string(), z.int()]),
        behaviour: z.enum(['always-create', 'link-last']),
        counting: z.enum(['won-and-lost-too', 'open-ones-only']).exactOptional(),
      })).exactOptional(),
      recordMoment: z.enum(['at-start', 'at-finish', 'manual']).exactOptional(),
      waitingDays: z.int().min(1).max(365).exactOptional(),
      payloadDays: z.int().min(1).max(3650).exactOptional(),
      companies: z.enum(['synced', 'left-out']).exactOptional(),
      unlinkOnRemoval: z.enum(['on', 'off']).exactOptional(),
      createUnknownContacts: z.enum(['on', 'off']).exactOptional(),
      defaultCountry: z.string().regex(/^(off|[A-Z]{2})$/).exactOptional(),
      panelOrigins: z.array(z.string()).exactOptional(),
      transferCode: z.string().exactOptional(),
      automations: z.array(z.looseObject({ id: z.string(), name: z.string() }).transform(parseAutomation)).exactOptional(),
    }).exactOptional(),
  })).default([]),
});

/** What `vinculo start` is told by its configuration file, with every secret in its place. */
export type HostConfig = z.infer<typeof config>;

/**
 * Reads a configuration file. A text may be `{"env": "NAME"}` anywhere in it, so that no secret stands in the file.
 *
 * @throws {@link Complaint} naming the key, the reason and the mend, and never a value.
 */
export function readConfigFile(file: string, env: Readonly<Record<string, string | undefined>>, words: Words): HostConfig {
  const parsed = config.safeParse(withSecrets(readJson(file, words), [], env, words), { error: (issue) => faultOf(issue, words) });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
    return keys.map((key) => ({ key: [...issue.path, ...(key === undefined ? [] : [key])].join('.') || file, why: issue.message }));
  }).flat();
  const { complaint } = words;
  throw new Complaint(EXIT.refused, {
    what: complaint.useConfig(file),
    why: faults.map(({ key, why }) => `${key} ${why}`).join('; '),
    mend: complaint.configMend(faults.map(({ key }) => key).join(', ')),
  });
}

function faultOf({ code, input, ...issue }: z.core.$ZodRawIssue, { complaint: { fault } }: Words): string {
  if (input === undefined) return fault.missing;
  switch (code) {
    case 'unrecognized_keys': return fault.unknownKey;
    case 'invalid_type': return fault.wrongType(String(issue['expected']));
    case 'invalid_value': return fault.notOneOf(Array.isArray(issue['values']) ? issue['values'].join(', ') : '');
    default: return fault.wrongValue;
  }
}

function readJson(file: string, { complaint }: Words): unknown {
  const refused = (why: string, mend: string, cause: unknown): Complaint => new Complaint(EXIT.refused, { what: complaint.readFile(file), why, mend, cause });
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw refused(complaint.fileMissing, complaint.fileMissingMend, cause);
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refused(complaint.notJson, complaint.notJsonMend, cause);
  }
}

function withSecrets(value: unknown, path: readonly string[], env: Readonly<Record<string, string | undefined>>, words: Words): unknown {
  const reference = secretReference.safeParse(value);
  if (reference.success) return secretAt(path.join('.'), reference.data.env, env, words);
  if (Array.isArray(value)) return value.map((each: unknown, at) => withSecrets(each, [...path, String(at)], env, words));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withSecrets(each, [...path, key], env, words)]));
}

function secretAt(key: string, name: string, env: Readonly<Record<string, string | undefined>>, { complaint }: Words): string {
  const secret = env[name];
  if (secret !== undefined && secret !== '') return secret;
  throw new Complaint(EXIT.refused, { what: complaint.readFile(key), why: complaint.envMissing(key, name), mend: complaint.envMend(name) });
}
