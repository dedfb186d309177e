import type { ValueType } from '../domain/mapping/mapping.ts';
import type { AccountKey } from './failures.ts';

/** A field that a lead source keeps of its contacts (ACL-01). */
export interface LeadSourceField {
  /** Where deliveries have it, as a path of a mapping: `contact.email`, `contact.fields.cargo`. */
  readonly path: string;
  /** As people know it there. */
  readonly name: string;
  readonly type: ValueType;
  /** Whether the customer made it. */
  readonly own: 'yes' | 'no';
  readonly options?: readonly { readonly id: string; readonly name: string }[];
}

/** An account that leads come from, and that can be asked what it knows of them (ACL-01). Failures: `PortFailure`. */
export interface LeadSource {
  /** Names its shared limits. */
  readonly account: AccountKey;
  /** Tries the credential; fails with `port.unauthorized`. */
  tryCredential(): Promise<void>;
  /** Every field of its contacts, the customer's own included. */
  fields(): Promise<readonly LeadSourceField[]>;
}
