import * as z from 'zod';
import { wireId, wireText } from './values.ts';

const optionalId = wireId.nullish().catch(undefined).transform((id) => id ?? undefined);
const count = z.coerce.number().int().nonnegative().optional().catch(undefined);

/** A group's row with how it classifies, and how many of its agents could take a session where that is told. */
export interface WireDeskGroup {
  readonly id: string;
  readonly name: string;
  readonly treeId?: string | undefined;
  readonly isMandatory: boolean;
  readonly available?: number | undefined;
}

/** A group's tree is told by its id, or by its row. */
const treeRef = z.union([wireId, z.object({ id: wireId }).transform(({ id }) => id)]).nullish().catch(undefined);

export const wireDeskGroup: z.ZodType<WireDeskGroup> = z
  .object({
    id: wireId, name: z.string(), classificationTree: treeRef, mandatoryClassificationTree: z.boolean().nullish(),
    agentsOnline: count, onlineAgents: count, availableAgents: count,
  })
  .transform(({ id, name, classificationTree, mandatoryClassificationTree, agentsOnline, onlineAgents, availableAgents }) => ({
    id, name, treeId: classificationTree ?? undefined, isMandatory: mandatoryClassificationTree ?? false,
    available: agentsOnline ?? onlineAgents ?? availableAgents,
  }));

/** A field beside a classification. */
export interface WireField {
  readonly id: string;
  readonly label: string;
  readonly type?: string | undefined;
  readonly isRequired: boolean;
  readonly options: readonly string[];
}

const option = z.union([
  z.string(),
  z.object({ value: wireText, name: wireText, label: wireText, description: wireText }).transform(({ value, name, label, description }) => label ?? name ?? description ?? value ?? ''),
]);

export const wireField: z.ZodType<WireField> = z
  .object({
    id: wireId, label: wireText, name: wireText, description: wireText, type: wireText, fieldType: wireText,
    required: z.boolean().nullish(), mandatory: z.boolean().nullish(), options: z.array(option).nullish(), values: z.array(option).nullish(),
  })
  .transform(({ id, label, name, description, type, fieldType, required, mandatory, options, values }) => ({
    id, label: label ?? name ?? description ?? id, type: type ?? fieldType, isRequired: required ?? mandatory ?? false,
    options: (options ?? values ?? []).filter((each) => each !== ''),
  }));

/** A reason for a pause. */
export interface WirePauseReason {
  readonly id: string;
  readonly label: string;
  readonly minutes?: number | undefined;
  readonly active: boolean;
}

const minutes = z.coerce.number().positive().optional().catch(undefined);

export const wirePauseReason: z.ZodType<WirePauseReason> = z
  .object({ id: wireId, description: wireText, name: wireText, timeInMinutes: minutes, minutes, time: minutes, active: z.boolean().nullish() })
  .transform(({ id, description, name, timeInMinutes, minutes: inMinutes, time, active }) => ({
    id, label: description ?? name ?? id, minutes: timeInMinutes ?? inMinutes ?? time, active: active ?? true,
  }));

/** A call in a session's log; without an address it was not recorded. */
export interface WireCall {
  readonly address?: string | undefined;
  readonly createdAt?: string | undefined;
}

export const wireCall: z.ZodType<WireCall> = z
  .object({ audio_url: wireText, audioUrl: wireText, recordUrl: wireText, createdAt: wireText })
  .transform(({ audio_url, audioUrl, recordUrl, createdAt }) => ({ address: audio_url ?? audioUrl ?? recordUrl, createdAt }));

/** A session without a classification; loosely read, for people only choose from them. */
export interface WirePending {
  readonly id: string;
  readonly protocol: string;
  readonly clientName?: string | undefined;
  readonly groupId?: string | undefined;
  readonly closedAt?: string | undefined;
}

const named = z.object({ displayName: wireText, name: wireText }).nullish().catch(undefined);

const wirePendingRow: z.ZodType<WirePending> = z
  .object({ id: wireId, protocol: wireText, user: named, groupConf: z.object({ id: optionalId }).nullish().catch(undefined), groupConfId: optionalId, closedAt: wireText })
  .transform(({ id, protocol, user, groupConf, groupConfId, closedAt }) => ({
    id, protocol: protocol ?? id, clientName: user?.displayName ?? user?.name, groupId: groupConf?.id ?? groupConfId, closedAt,
  }));

/** At least the total was seen; the rows stand under one of three names. */
export const wirePendingPage: z.ZodType<{ readonly total: number; readonly rows: readonly WirePending[] }> = z
  .object({ total: z.coerce.number().int().nonnegative(), content: z.array(wirePendingRow).nullish(), results: z.array(wirePendingRow).nullish(), sessions: z.array(wirePendingRow).nullish() })
  .transform(({ total, content, results, sessions }) => ({ total, rows: content ?? results ?? sessions ?? [] }));

/** Where an upload lies now: its address alone, or a row that has it. */
export const wireUpload: z.ZodType<string> = z.union([
  z.string().trim().min(1),
  z
    .object({ url: wireText, link: wireText, path: wireText, file: wireText })
    .transform(({ url, link, path, file }, context) => {
      const address = url ?? link ?? path ?? file;
      if (address !== undefined) return address;
      context.addIssue({ code: 'custom', message: 'no address', path: ['url'] });
      return z.NEVER;
    }),
]);
