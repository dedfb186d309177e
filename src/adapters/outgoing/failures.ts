import { ConfigRejected } from '../../domain/kernel/error.ts';

/** What it leads to is not told: whoever sets addresses need not learn the inside of the hub's network. */
export const addressNotPublic = (host: string): ConfigRejected =>
  new ConfigRejected(
    'config.address-not-public',
    `${host.slice(0, 253)} was not called, because it is, or leads to, an address that is not public. Give the platform's public address; ` +
      'simulators and test servers need a hub that is opened with allowPrivateAddresses.',
  );
