import type { ContactWish, FieldRow, FieldWish } from './account.ts';

/** How the simulated ActiveCampaign is set up. */
export interface ActiveCampaignSimulatorOptions {
  /** @defaultValue any free port */
  readonly port?: number;
  readonly key?: string;
  /** Requests in any second before 429, over all keys. @defaultValue 5 */
  readonly perSecond?: number;
}

/** An ActiveCampaign account over real HTTP: what API v3 tells of contact fields, and automations that fire webhooks. `/_sim` offers the same to other processes. */
export interface ActiveCampaignSimulator {
  readonly url: string;
  readonly key: string;
  addField(wish: FieldWish): FieldRow;
  /** An automation reaches its webhook step. It is sent once: ActiveCampaign never repeats what failed. @returns the receiver's status, or `undefined` when it did not answer. */
  fire(address: string, contact: ContactWish, as?: 'form' | 'json'): Promise<number | undefined>;
  /** From now on the next so many requests are answered with this status. */
  failNext(status: number, times?: number): void;
  calls(): { readonly total: number; readonly throttled: number };
  close(): Promise<void>;
}
