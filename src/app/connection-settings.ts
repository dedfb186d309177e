import * as z from 'zod';
import type { ConnectionId, LinkingSettings } from '../domain/index.ts';
import {
  DEFAULT_TRANSFER_CODE, InputRejected, parseFunnelMappings, parsePanelOrigin, parseTransferPattern,
  type FunnelId, type FunnelMapping, type GroupId, type Instant, type PanelOrigin,
} from '../domain/index.ts';
import type { ConnectionOptions, ConnectionTick } from '../ports/index.ts';
import { automationList, type KeptAutomation } from './automation-options.ts';

export type { ConnectionOptions, MappingInput } from '../ports/index.ts';

const mapping = z.strictObject({
  groupId: z.coerce.string().min(1),
  groupName: z.string().min(1),
  funnelId: z.coerce.string().min(1),
  behaviour: z.enum(['always-create', 'link-last']),
  counting: z.enum(['won-and-lost-too', 'open-ones-only']).default('won-and-lost-too'),
});

const panelOrigin = z.string().transform((raw, context) => {
  const read = parsePanelOrigin(raw);
  if (read.ok) return read.value;
  context.addIssue({ code: 'custom', message: 'write an origin such as https://app.ploomes.com, without a path' });
  return z.NEVER;
});

const options = z.strictObject({
  linking: z.enum(['on', 'off']),
  mappings: z.array(mapping).max(1000),
  recordMoment: z.enum(['at-start', 'at-finish', 'manual']),
  waitingDays: z.number().int().min(1).max(365),
  payloadDays: z.number().int().min(1).max(3650),
  companies: z.enum(['synced', 'left-out']),
  unlinkOnRemoval: z.enum(['on', 'off']),
  createUnknownContacts: z.enum(['on', 'off']),
  defaultCountry: z.string().regex(/^(off|[A-Z]{2})$/, 'write two capital letters such as BR, or off'),
  panelOrigins: z.array(panelOrigin).max(20).transform((origins) => [...new Set(origins)]),
  transferCode: z.string().trim().refine((raw) => parseTransferPattern(raw).ok, 'write digits, * and # around one <extension>'),
  automations: automationList,
});

/** A connection as it is stored, one version at a time. Secrets are kept elsewhere. */
export interface ConnectionSettings {
  readonly name: string;
  /** Nothing takes effect but while it is `active`; a `draft` never was. */
  readonly status: 'draft' | 'active' | 'inactive';
  /** Of a draft, since when it is one. */
  readonly activeSince: Instant;
  readonly linkingSince?: Instant;
  /** Grows when addresses or credentials change, so that other processes connect anew. */
  readonly systemsRevision?: number;
  /** By what both accounts were told apart from others when they were last tried (ACT-12). */
  readonly accounts?: AccountMarks;
  /** The CRM would not let go of its subscriptions when the connection was switched off. */
  readonly subscriptionsLeft?: 'yes';
  /** What a person says is so, and since when (ACT-07). */
  readonly ticks?: Readonly<Partial<Record<ConnectionTick, Instant>>>;
  readonly options: {
    readonly linking: 'on' | 'off';
    readonly mappings: readonly FunnelMapping[];
    readonly recordMoment: LinkingSettings['recordMoment'];
    readonly waitingDays: number;
    readonly payloadDays: number;
    readonly companies: 'synced' | 'left-out';
    readonly unlinkOnRemoval: 'on' | 'off';
    readonly createUnknownContacts: 'on' | 'off';
    readonly defaultCountry: string;
    readonly panelOrigins: readonly PanelOrigin[];
    readonly transferCode: string;
    readonly automations: readonly KeptAutomation[];
  };
}

/** Names of the accounts themselves, whichever credential opens them. One name in common makes two accounts the same. */
export interface AccountMarks {
  readonly crm: readonly string[];
  readonly chat: readonly string[];
}

export interface KnownConnection {
  readonly id: ConnectionId;
  /** The version of these settings. */
  readonly version: number;
  readonly settings: ConnectionSettings;
}

const DEFAULTS = {
  linking: 'off', mappings: [], recordMoment: 'at-start', waitingDays: 30, payloadDays: 90,
  companies: 'synced', unlinkOnRemoval: 'on', createUnknownContacts: 'off', defaultCountry: 'off', panelOrigins: [], transferCode: DEFAULT_TRANSFER_CODE,
  automations: [],
} as const;

/**
 * Reads options over those in force.
 *
 * @throws {@link InputRejected} naming the option, the reason and the mend; CRD-12 names the group that is mapped twice.
 */
export function parseOptions(input: ConnectionOptions, before: ConnectionSettings['options'] = DEFAULTS): ConnectionSettings['options'] {
  const read = options.safeParse({ ...before, ...input });
  if (!read.success) {
    const [issue] = read.error.issues;
    const field = `options.${issue?.path.join('.') ?? ''}`;
    throw new InputRejected('input.options-invalid', `${field} cannot be used: ${issue?.message}. See the reference of the options.`, { field });
  }
  return { ...read.data, mappings: checkedMappings(read.data.mappings.map(translateMapping)) };
}

function checkedMappings(mappings: readonly FunnelMapping[]): readonly FunnelMapping[] {
  const checked = parseFunnelMappings(mappings);
  if (checked.ok) return checked.value;
  const { groupName, funnelIds } = checked.reason;
  throw new InputRejected(
    'input.group-mapped-twice',
    `options.mappings cannot be used: the group ${groupName} is mapped to the funnels ${funnelIds.join(' and ')}, and a group has at most one. Keep one of them.`,
    { field: 'options.mappings' },
  );
}

const translateMapping = (row: z.infer<typeof mapping>): FunnelMapping => ({
  ...row, groupId: row.groupId as GroupId, funnelId: row.funnelId as FunnelId,
});

/** What automatic linking goes by (CRD-01, CRD-17). */
export function linkingSettingsOf({ version, settings: { status, activeSince, linkingSince, options: chosen } }: Pick<KnownConnection, 'version' | 'settings'>): LinkingSettings {
  const on = status === 'active' && chosen.linking === 'on';
  const since = linkingSince !== undefined && linkingSince > activeSince ? linkingSince : activeSince;
  return {
    linking: on ? 'on' : 'off',
    version,
    ...(on ? { onSince: since } : {}),
    mappings: chosen.mappings,
    recordMoment: chosen.recordMoment,
    waitingDays: chosen.waitingDays,
  };
}

/** Reads back what {@link ConnectionSettings} were stored as; an option that came later has its default. */
export function parseStoredSettings(value: unknown): ConnectionSettings {
  const stored = value as ConnectionSettings;
  return { ...stored, options: { ...DEFAULTS, ...stored.options } };
}
