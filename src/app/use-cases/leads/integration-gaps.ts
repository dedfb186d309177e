import type { IntegrationFault, IntegrationSettings, Platform } from '../../../ports/index.ts';
import { checkCapture, checkMapped, faultOf, type KnownOfCrm } from './check-integration.ts';
import type { IntegrationSecrets } from './integration-secrets.ts';

/** Whether deliveries are shown to be authentic by a secret. */
export function needsSecret(platform: Platform, scheme: string): boolean {
  const chosen = platform.authenticity.find(({ id }) => id === scheme);
  return chosen !== undefined && chosen.scheme.kind !== 'address-alone';
}

/** What keeps an integration from being enabled, in the order in which it is set up (WHK-02, WHK-07, ACL-07). */
export function gapsOf({ mapping, customFields, capture, platform: name, scheme }: IntegrationSettings, platform: Platform, secrets: IntegrationSecrets, crm: KnownOfCrm = {}): readonly IntegrationFault[] {
  const { credentials = {}, signing } = secrets;
  const asked = platform.callback?.credentials ?? [];
  return [
    ...(needsSecret(platform, scheme) && signing === undefined ? [faultOf('secret', 'secret-missing')] : []),
    ...asked.filter((each) => each.need !== 'optional' && credentials[each.name] === undefined).map((each) => faultOf(`credentials.${each.name}`, 'credential-missing')),
    ...(mapping === undefined ? [faultOf('mapping', 'not-mapped')] : checkMapped(mapping, customFields, crm)),
    // What ActiveCampaign sends is brought into the CRM by nature (ACL-07); others may set off actions alone.
    ...(capture === undefined ? (name === 'activecampaign' ? [faultOf('capture', 'capture-unset')] : []) : checkCapture(capture, crm)),
  ];
}
