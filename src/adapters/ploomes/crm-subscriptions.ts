import type { CrmSubscriptions } from '../../ports/crm-subscriptions.ts';
import { isPortFailure } from '../../ports/failures.ts';
import { eq } from './odata.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { webhookRow, type WebhookRow } from './wire/settings.ts';

interface Subscription {
  readonly callbackUrl: string;
  readonly validationKey: string;
}

/**
 * Ploomes' webhooks: one registration for each entity and action. Ploomes switches off by itself those whose deliveries
 * failed, and says nothing (seen in 2026), so they are listed and put back (ACT-09).
 */
export function createPloomesSubscriptions(client: PloomesClient, { webhook }: PloomesConfig): CrmSubscriptions {
  const wanted = webhook.entityIds.flatMap((EntityId) => webhook.actionIds.map((ActionId) => ({ EntityId, ActionId })));
  const registeredAt = async (callbackUrl: string): Promise<readonly WebhookRow[]> =>
    (await client.listAll('Webhooks', { filter: eq('CallbackUrl', callbackUrl) }, webhookRow))
      .filter((row) => row.CallbackUrl === callbackUrl);

  return {
    async ensure(subscription) {
      const there = await registeredAt(subscription.callbackUrl);
      let changed = 0;
      for (const { EntityId, ActionId } of wanted) {
        const row = there.find((each) => each.EntityId === EntityId && each.ActionId === ActionId);
        if (row !== undefined && stands(row, subscription)) continue;
        if (row === undefined) await client.create('Webhooks', { EntityId, ActionId, ...bodyOf(subscription) }, webhookRow);
        else await client.change('Webhooks', row.Id, { ValidationKey: subscription.validationKey, Active: true });
        changed += 1;
      }
      return { changed };
    },

    addresses: async () => [...new Set((await client.listAll('Webhooks', {}, webhookRow)).map(({ CallbackUrl }) => CallbackUrl))],

    async remove(callbackUrl) {
      const there = await registeredAt(callbackUrl);
      for (const { Id } of there) await removeIfThere(client, Id);
      return { changed: there.length };
    },
  };
}

const stands = (row: WebhookRow, { validationKey }: Subscription): boolean =>
  row.Active !== false && row.ValidationKey === validationKey;

const bodyOf = ({ callbackUrl, validationKey }: Subscription): object => ({
  CallbackUrl: callbackUrl, ValidationKey: validationKey, Active: true,
});

async function removeIfThere(client: PloomesClient, id: number): Promise<void> {
  try {
    await client.remove('Webhooks', id);
  } catch (error) {
    if (!isPortFailure(error) || error.code !== 'port.missing') throw error;
  }
}
