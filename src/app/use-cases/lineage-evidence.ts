import * as z from 'zod';
import type { ConnectionId, FunnelMapping, GroupId, LinkRule } from '../../domain/index.ts';
import type {
  AuditLog, AuditRecord, ChainHead, DeliveryId, DeliverySummary, EffectLedger, History, LineageEffect, LineageSettings, Settings,
} from '../../ports/index.ts';
import { parseStoredSettings } from '../connection-settings.ts';

/** What proves where something came from. */
export interface LineageEvidence {
  /** `undefined` where nothing was done under the key, or it is not known yet whether it was. */
  effect(connection: ConnectionId, key: string): Promise<LineageEffect | undefined>;
  /** The settings by which a rule acted; without a rule those that decided a delivery. */
  settings(connection: ConnectionId, delivery: DeliverySummary | undefined, rule?: LinkRule, groupId?: GroupId): Promise<LineageSettings | undefined>;
  /** What led to a delivery, the one from outside last. */
  causes(connection: ConnectionId, delivery: DeliverySummary): Promise<readonly DeliverySummary[]>;
}

export interface LineageEvidenceNeeds {
  readonly history: History;
  readonly ledger: EffectLedger;
  readonly settings: Settings;
  readonly audit: AuditLog;
}

/** More is not followed: waiting sessions hand their turn on to one another. */
const MOST_CAUSES = 50;

const effectValue = z.looseObject({ plan: z.unknown() });

export function createLineageEvidence({ history, ledger, settings, audit }: LineageEvidenceNeeds): LineageEvidence {
  async function entryAbout(connection: ConnectionId, subject: string, kind: AuditRecord['kind']): Promise<AuditRecord | undefined> {
    const { rows } = await audit.list(connection, { limit: 10, subject });
    return rows.find((row) => row.kind === kind);
  }

  return {
    async effect(connection, key) {
      const found = await ledger.find(connection, key);
      if (found?.state !== 'done') return undefined;
      const entry = await entryAbout(connection, key, 'effect-made');
      const plan = effectValue.safeParse(entry?.value).data?.plan ?? undefined;
      return { key, intendedAt: found.intendedAt, result: found.result, ...(plan === undefined ? {} : { plan }), ...headIn(entry) };
    },
    async settings(connection, delivery, rule, groupId) {
      const inForce = delivery && await settings.at(connection, delivery.settingsAt ?? delivery.receivedAt);
      const version = rule?.settingsVersion ?? inForce?.version;
      if (version === undefined) return undefined;
      const entry = await entryAbout(connection, `settings:${version}`, 'settings-changed');
      const validFrom = inForce?.version === version ? inForce.validFrom : entry?.at;
      const value = inForce?.version === version ? inForce.value : entry?.value;
      const mapping = mappingIn(value, rule, groupId);
      return { version, ...(validFrom === undefined ? {} : { validFrom }), ...(mapping === undefined ? {} : { mapping }), ...headIn(entry) };
    },
    async causes(connection, delivery) {
      const found: DeliverySummary[] = [];
      let cause: DeliveryId | undefined = delivery.cause;
      while (cause !== undefined && found.length < MOST_CAUSES) {
        const { rows: [row] }: { readonly rows: readonly DeliverySummary[] } = await history.list({ only: [connection] }, { ids: [cause] }, { limit: 1 });
        if (row !== undefined) found.push(row);
        cause = row?.cause;
      }
      return found;
    },
  };
}

const headIn = (entry: AuditRecord | undefined): { readonly entry?: ChainHead } => (entry === undefined ? {} : { entry: { seq: entry.seq, hash: entry.hash } });

/** The mapping that a rule was read from; a rule that does not tell its group is known by its funnel. */
function mappingIn(value: unknown, rule: LinkRule | undefined, groupId: GroupId | undefined): FunnelMapping | undefined {
  if (value === undefined || rule === undefined) return undefined;
  const { mappings } = parseStoredSettings(value).options;
  const ofFunnel = mappings.filter((mapping) => mapping.funnelId === rule.funnelId);
  return ofFunnel.find((mapping) => mapping.groupId === groupId) ?? (ofFunnel.length === 1 ? ofFunnel[0] : undefined);
}
