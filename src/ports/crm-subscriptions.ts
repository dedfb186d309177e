/** What the CRM tells us about by itself (ACT-09). */
export interface CrmSubscriptions {
  /** Makes sure that contact and deal changes are sent to `callbackUrl`; existing ones are kept, switched-off ones put back. */
  ensure(subscription: { readonly callbackUrl: string; readonly validationKey: string }): Promise<{ readonly changed: number }>;
  /** Every address that is subscribed, ours or not, each once; switched-off ones too. */
  addresses(): Promise<readonly string[]>;
  /** Removes every subscription that points at `callbackUrl`. */
  remove(callbackUrl: string): Promise<{ readonly changed: number }>;
}
