import type { Incoming } from '../../../domain/mapping/index.ts';
import type { History, Integration } from '../../../ports/index.ts';
import { subjects } from '../../subjects.ts';
import { requestOf } from './kept-request.ts';
import type { TakeApart } from './take-webhook.ts';

/** The last deliveries of an integration that can still be read, newest first (WHK-02). */
export async function samplesOf({ history, takeApart }: { readonly history: History; readonly takeApart: TakeApart }, { connection, id }: Integration, most: number): Promise<readonly Incoming[]> {
  const scope = { only: [connection] };
  const { rows } = await history.list(scope, { source: 'webhook', subjects: [subjects.integration(id)] }, { limit: most });
  const samples: Incoming[] = [];
  for (const { id: delivery } of rows) {
    const record = await history.find(scope, delivery);
    const taken = record === undefined || record.payloadGone !== undefined ? undefined : takeApart(requestOf(record));
    if (taken?.ok === true) samples.push(taken.value);
  }
  return samples;
}
