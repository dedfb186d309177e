/** What can go wrong with a webhook: sent twice, overtaken by the next, late, lost, or without its entity's name. */
export type WebhookFaultKind = 'duplicate' | 'reorder' | 'delay' | 'drop' | 'unnamed';

/** How the next webhooks go wrong. */
export interface WebhookFault {
  readonly webhooks: WebhookFaultKind;
  /** How many webhooks it strikes; without it, all until the faults are cleared. */
  readonly times?: number | undefined;
  /** How many webhooks pass before it strikes. @defaultValue 0 */
  readonly after?: number | undefined;
  /** How late: of `delay`, and the longest that `reorder` waits for a next one. @defaultValue 1000 */
  readonly delayMs?: number | undefined;
  /** Strikes only this entity's webhooks. */
  readonly entity?: string | undefined;
}

export interface StruckBy {
  readonly kind: WebhookFaultKind;
  readonly delayMs: number;
}

export interface WebhookFaults {
  readonly add: (fault: WebhookFault) => void;
  readonly clear: () => void;
  readonly list: () => readonly WebhookFault[];
  /** The faults that strike the next webhook of an entity; they are used up by being told. */
  readonly strike: (entity: string) => readonly StruckBy[];
}

export function createWebhookFaults(): WebhookFaults {
  let faults: { fault: WebhookFault; after: number; left: number }[] = [];
  return {
    add: (fault) => void faults.push({ fault, after: fault.after ?? 0, left: fault.times ?? Infinity }),
    clear: () => {
      faults = [];
    },
    list: () => faults.map(({ fault, after, left }) => ({ ...fault, after, ...(left === Infinity ? {} : { times: left }) })),
    strike: (entity) => {
      const matching = faults.filter(({ fault }) => fault.entity === undefined || fault.entity === entity);
      const struck = matching.filter(({ after }) => after === 0);
      for (const each of matching) each.after = Math.max(0, each.after - 1);
      for (const each of struck) each.left -= 1;
      faults = faults.filter(({ left }) => left > 0);
      return struck.map(({ fault }) => ({ kind: fault.webhooks, delayMs: fault.delayMs ?? 1000 }));
    },
  };
}
