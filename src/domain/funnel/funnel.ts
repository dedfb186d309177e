import { parseId, type Brand } from '../kernel/brand.ts';
import type { Result } from '../kernel/result.ts';

/** The CRM's id of a funnel. */
export type FunnelId = Brand<string, 'FunnelId'>;
/** The CRM's id of a stage of a funnel. */
export type StageId = Brand<string, 'StageId'>;

/** A sales funnel of the CRM. An archived one takes no cards by itself (CRD-11). */
export interface Funnel {
  readonly id: FunnelId;
  readonly name: string;
  readonly archived: boolean;
}

/** A stage of a funnel. */
export interface FunnelStage {
  readonly id: StageId;
  readonly name: string;
}

/** Reads the CRM's id of a funnel. */
export const parseFunnelId = (raw: string | number): Result<FunnelId, 'empty'> => parseId(raw);
