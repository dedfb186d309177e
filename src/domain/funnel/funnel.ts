import type { Brand } from '../kernel/brand.ts';

export type FunnelId = Brand<string, 'FunnelId'>;
export type StageId = Brand<string, 'StageId'>;

/** A sales funnel of the CRM. An archived one takes no cards by itself (CRD-11). */
export interface Funnel {
  readonly id: FunnelId;
  readonly name: string;
  readonly archived: boolean;
}
