import * as z from 'zod';
import { ConfigRejected } from '../../domain/kernel/error.ts';

/** An ActiveCampaign account (ACL-01). */
export interface ActiveCampaignConfig {
  /** As Settings → Developer shows it: `https://acme.api-us1.com`. */
  readonly url: string;
  /** The key shown there. It has the rights of its user. */
  readonly key: string;
  readonly timeoutMs: number;
  /** Calls that the account takes in a second, over all keys; 0: no limit. */
  readonly perSecond: number;
}

const MEND = 'copy the URL and the key from Settings → Developer of the ActiveCampaign account';

const schema = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, '').replace(/\/api\/3$/, '')),
  key: z.string().trim().min(1),
  timeoutMs: z.int().min(1).default(20_000),
  perSecond: z.number().min(0).default(5),
});

/**
 * Reads the settings of an account, as somebody gave them.
 *
 * @throws {@link ConfigRejected} naming the field and the mend.
 */
export function parseActiveCampaignConfig(input: unknown): ActiveCampaignConfig {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new ConfigRejected('config.activecampaign-unusable', `ActiveCampaign: ${issue?.path.join('.') ?? 'the configuration'} cannot be used; ${MEND}.`);
}
