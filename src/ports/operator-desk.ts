import type { AccessRole } from './access-keys.ts';
import type { DeliveryDesk } from './delivery-desk.ts';
import type { Scope } from './history.ts';

/** Whether the hub can do its work now. `problems` are sentences for operators, without personal data or secrets. */
export interface Health {
  readonly ready: boolean;
  readonly problems: readonly string[];
}

/** Who asks, as the key says that was shown. */
export interface Operator {
  /** Tells the key from every other; opens nothing. */
  readonly key: string;
  /** The name of the key, for the history of what was done. */
  readonly name: string;
  readonly scope: Scope;
  readonly role: AccessRole;
}

/** What the people who run the hub may look at and do (HUB-02, HUB-04). All methods may overlap. */
export interface OperatorDesk extends DeliveryDesk {
  /** Compares an operator's key in constant time; `undefined` is always refused. */
  authorize(bearer: string | undefined): Promise<Operator | 'refused'>;
  health(): Promise<Health>;
  /** Counters and gauges in the Prometheus text format, of all connections. */
  metricsText(): Promise<string>;
}
