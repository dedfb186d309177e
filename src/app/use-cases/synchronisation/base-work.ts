import type { SynchronisationSettings } from '../../../domain/index.ts';
import type { ClaimedDelivery } from '../../../ports/index.ts';
import type { KnownConnection } from '../../connection-settings.ts';
import type { ConnectedSystems } from '../../connections.ts';

/** A piece of work on the customer base of one connection. */
export interface BaseWork {
  readonly delivery: ClaimedDelivery;
  readonly connection: KnownConnection;
  readonly systems: ConnectedSystems;
}

/** What of a connection's options synchronisation heeds. */
export function synchronisationSettingsOf({ settings: { options } }: Pick<KnownConnection, 'settings'>): SynchronisationSettings {
  const { companies, unlinkOnRemoval, createUnknownContacts, defaultCountry } = options;
  return { companies, unlinkOnRemoval, createUnknownContacts, ...(defaultCountry === 'off' ? {} : { reading: { defaultCountry } }) };
}
