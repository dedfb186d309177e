import type { DeliveryDesk, DeliveryRecord, DeliveryStory, History, Settings } from '../../ports/index.ts';

/** More are not told of: a run that played many again led to many. */
const MOST_LED_TO = 200;

/** Tells of one delivery with all that it is tied to (HUB-04). */
export function createTellStory(history: History, settings: Settings): DeliveryDesk['show'] {
  async function settingsOf({ connection, settingsAt, receivedAt }: DeliveryRecord): Promise<Pick<DeliveryStory, 'settings'>> {
    const found = await settings.at(connection, settingsAt ?? receivedAt);
    return found === undefined ? {} : { settings: { version: found.version, validFrom: found.validFrom } };
  }

  return async (scope, id) => {
    const record = await history.find(scope, id);
    if (record === undefined) return undefined;
    const { rows } = await history.list(scope, { cause: id }, { limit: MOST_LED_TO });
    return { ...record, ...await settingsOf(record), ledTo: rows.toReversed() };
  };
}
