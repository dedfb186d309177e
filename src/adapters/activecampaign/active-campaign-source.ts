import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { epochMsOf } from '../../domain/kernel/instant.ts';
import type { AccountLimits } from '../../ports/budgets.ts';
import type { Clock } from '../../ports/clock.ts';
import type { CallGate, CallListener } from '../../ports/crm.ts';
import { isPortFailure, PortFailure, type AccountKey } from '../../ports/failures.ts';
import type { LeadSource, LeadSourceField } from '../../ports/lead-source.ts';
import { createHttpClient } from '../ky/index.ts';
import type { ActiveCampaignConfig } from './active-campaign-config.ts';
import { NATIVE_FIELDS, ownField } from './contact-fields.ts';
import { fieldPage } from './wire.ts';

/** What the adapter needs besides its settings. */
export interface ActiveCampaignSurroundings {
  readonly clock: Pick<Clock, 'now'>;
  readonly onCall?: CallListener | undefined;
  /** Keeps calls within the account's limits. @defaultValue nothing does */
  readonly gate?: CallGate | undefined;
  readonly fetch?: typeof fetch | undefined;
}

const PAGE = 100;
/** No account has so many own fields: whatever says so goes round in circles. */
const MOST_PAGES = 50;

/** An ActiveCampaign account over its API of version 3 (ACL-01). */
export function createActiveCampaignSource({ url, key, timeoutMs, perSecond }: ActiveCampaignConfig, { clock, onCall, gate, fetch }: ActiveCampaignSurroundings): LeadSource {
  const account = accountOf(url);
  const limits = limitsOf(perSecond);
  const http = createHttpClient({
    baseUrl: `${url}/api/3`, account, headers: { 'Api-Token': key }, totalTimeoutMs: timeoutMs, onCall, fetch, now: () => epochMsOf(clock.now()),
    budget: gate === undefined || limits === undefined ? undefined : { gate, limits },
  });

  /** It answers 403 to a key that is missing or wrong. */
  async function ask<Answer>(path: string, schema: z.ZodType<Answer>): Promise<Answer> {
    return await http.ask({ method: 'GET', path }, schema).catch((failure: unknown) => {
      if (!isPortFailure(failure) || failure.code !== 'port.refused') throw failure;
      throw new PortFailure('port.unauthorized', 'ActiveCampaign does not take the key. Copy it again from Settings → Developer.', { account, cause: failure });
    });
  }

  return {
    account,
    tryCredential: async () => void (await ask('fields?limit=1&offset=0', fieldPage)),
    async fields() {
      const own: LeadSourceField[] = [];
      for (let seen = 0, pages = 0, total = 1; seen < total && pages < MOST_PAGES; pages++) {
        const page = await ask(`fields?limit=${PAGE}&offset=${seen}`, fieldPage);
        own.push(...page.fields.flatMap((field) => ownField(field, page.fieldOptions)));
        seen += page.fields.length;
        total = page.fields.length === 0 ? seen : Number(page.meta?.total ?? seen);
      }
      return [...NATIVE_FIELDS, ...own];
    },
  };
}

/** All keys of an account share its limit. */
const accountOf = (url: string): AccountKey => `activecampaign:${createHash('sha256').update(new URL(url).host).digest('hex').slice(0, 16)}`;

const limitsOf = (perSecond: number): AccountLimits | undefined =>
  perSecond === 0 ? undefined : { capacity: Math.max(1, Math.floor(perSecond / 2)), perSecond: perSecond / 2, holdsBack: 'all' };
