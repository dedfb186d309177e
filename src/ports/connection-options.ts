import type { SendConditions } from '../domain/active-send/conditions.ts';
import type { PlaceSources } from '../domain/active-send/template-sources.ts';

/** An outside system of a connection, by the name that its hook addresses have. */
export type OutsideSystem = 'ploomes' | 'neppo';

/**
 * What only a person can see, and says is so (ACT-07): that the chat is in its newest version, that the CRM's support has released the
 * integration, that the chat shows the page of webhooks.
 */
export type ConnectionTick = 'neppo-newest-version' | 'released-by-support' | 'webhooks-module';

/** The options of a connection (ACT-03), as a host or a person gives them. */
export interface ConnectionOptions {
  /** CRD-01. @defaultValue 'off' */
  readonly linking?: 'on' | 'off';
  readonly mappings?: readonly MappingInput[];
  /** SES-02. @defaultValue 'at-start' */
  readonly recordMoment?: 'at-start' | 'at-finish' | 'manual';
  /** CRD-10. @defaultValue 30 */
  readonly waitingDays?: number;
  /** How long the payload of a delivery is kept after its end (HUB-05). @defaultValue 90 */
  readonly payloadDays?: number;
  /** Whether companies have clients in the chat too, or persons alone. @defaultValue 'synced' */
  readonly companies?: 'synced' | 'left-out';
  /** Whether the chat's client is unlinked when the phone or the person goes (SYN-04). @defaultValue 'on' */
  readonly unlinkOnRemoval?: 'on' | 'off';
  /** Whether a client of the chat whom the CRM does not know becomes a contact there (SYN-06). @defaultValue 'off' */
  readonly createUnknownContacts?: 'on' | 'off';
  /** Two letters of the country of numbers that carry neither mask nor DDI (PHN-02). @defaultValue 'off', such numbers are not read */
  readonly defaultCountry?: string;
  /** Origins of the pages in which the agents' panel may sit, `https://app.ploomes.com` (PAN-13). @defaultValue none: it opens nowhere */
  readonly panelOrigins?: readonly string[];
  /** What is keyed in a call to hand it over, with `<extension>` where the number goes (PAN-06). @defaultValue '*1*<extension>' */
  readonly transferCode?: string;
  /** What automations of the CRM send, all of them: those left out send nothing any more (SND-02). @defaultValue none */
  readonly automations?: readonly AutomationInput[];
}

/** What an automation of the CRM sends, and when (SND-02). */
export interface AutomationInput {
  /** By which the automation names it: letters, digits and dashes. */
  readonly id: string;
  /** For people; it stands in interaction records. */
  readonly name: string;
  /** @defaultValue none: every trigger sends */
  readonly conditions?: SendConditions;
  readonly channel?: 'whatsapp';
  /** The chat's group that the client's answer goes to. */
  readonly groupId: string | number;
  readonly templateId: string | number;
  /** What fills each place of the template. @defaultValue none */
  readonly values?: readonly PlaceSources[];
}

/** A group of the chat mapped to a funnel of the CRM (CRD-12, CRD-20). */
export interface MappingInput {
  readonly groupId: string | number;
  readonly groupName: string;
  readonly funnelId: string | number;
  readonly behaviour: 'always-create' | 'link-last';
  /** Which cards `link-last` may take. @defaultValue 'won-and-lost-too' */
  readonly counting?: 'won-and-lost-too' | 'open-ones-only';
}
