import type { ConversionEvent, LeadCapture } from '../../../domain/lead/index.ts';
import type { EventChange, Integration, IntegrationChange, IntegrationSettings, Platform } from '../../../ports/index.ts';
import { settingsOf } from './integration-book.ts';

/** The settings of an integration with a change, as people mean it: texts trimmed, and new events with an id. */
export function changedSettings(before: Integration, { name, platform: wanted, scheme, mapping, customFields, capture, events }: IntegrationChange, platform: Platform, newId: () => string): IntegrationSettings {
  const { capture: standing, ...settings } = settingsOf(before);
  const captured = capture === undefined ? standing : capture === 'off' ? undefined : capture;
  const isOther = wanted !== undefined && wanted !== before.platform;
  return {
    ...settings,
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(isOther ? { platform: platform.id, scheme: platform.authenticity[0]?.id ?? 'address-alone', status: 'draft' } : {}),
    ...(scheme === undefined ? {} : { scheme }),
    ...(mapping === undefined ? {} : { mapping }),
    ...(customFields === undefined ? {} : { customFields: customFields.map((field) => ({ name: field.name.trim(), description: field.description.trim() })) }),
    ...(captured === undefined ? {} : { capture: presentCapture(captured) }),
    ...(events === undefined ? {} : { events: events.map(({ id = newId(), ...event }) => trimmed({ id, ...event })) }),
  };
}

/** All events after something was done with one of them; `undefined` for one that is not there. */
export function changedEvents(events: readonly ConversionEvent[], change: EventChange): IntegrationChange['events'] | undefined {
  if ('add' in change) return [...events, change.add];
  const id = 'remove' in change ? change.remove : change.change;
  if (!events.some((event) => event.id === id)) return undefined;
  return 'remove' in change ? events.filter((event) => event.id !== id) : events.map((event) => (event.id === id ? { ...event, ...change.to } : event));
}

const trimmed = (event: ConversionEvent): ConversionEvent => ({ ...event, name: event.name.trim(), identification: event.identification.trim() });

function presentCapture({ behaviour, funnelId, stageId, unlessOpenCard }: LeadCapture): LeadCapture {
  return { behaviour, unlessOpenCard, ...(funnelId === undefined ? {} : { funnelId }), ...(stageId === undefined ? {} : { stageId }) };
}
