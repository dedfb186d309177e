import type { Brand } from '../kernel/brand.ts';

/** The CRM's id of an interaction record. */
export type InteractionRecordId = Brand<string, 'InteractionRecordId'>;

/** The option fields of a record (SES-01). Absent means: not set. */
export interface RecordOptions {
  readonly channel?: string;
  readonly group?: string;
  readonly classification?: string;
}
