import type { Brand } from '../kernel/brand.ts';
import type { Instant } from '../kernel/instant.ts';
import type { E164 } from '../phone/phone-number.ts';

/** An integration of an account with a platform: its address, its mapping and what its events set off (WHK-01). */
export type IntegrationId = Brand<string, 'IntegrationId'>;

/** A value that a lead brings, converted to what its field holds. Dates are instants or `2026-05-04`; several options are a list of texts. */
export type LeadValue = string | number | boolean | readonly string[];

/** What the fields of one record of the CRM shall hold, by the names under which the CRM lists them. Only what the lead brings is there. */
export type LeadValues = Readonly<Record<string, LeadValue>>;

/** Somebody who came in through an integration, as the mapping made them out (WHK-02). Empty values are absent: they never erase (WHK-10). */
export interface Lead {
  readonly name?: string;
  readonly phone?: E164;
  readonly email?: string;
  /** CPF or CNPJ without its mask; a CNPJ may have letters. */
  readonly document?: string;
  /** The name of the company, and its CNPJ without its mask (ACL-05). */
  readonly company?: string;
  readonly companyDocument?: string;
  /** A title that was mapped for the card (ACL-03). */
  readonly cardTitle?: string;
  /** Fields of the integration's own and of its platform's preset: `product`, `orderId`, `value` …, and custom ones under the names given to them. */
  readonly fields: LeadValues;
  /** Fields of the CRM that were mapped (ACL-04). */
  readonly person: LeadValues;
  readonly companyFields: LeadValues;
  readonly card: LeadValues;
}

/** What is made of a lead in the CRM (ACL-02). */
export type CaptureBehaviour = 'company+person+card' | 'person+card' | 'company+person';

/** How leads of an integration become clients and cards (ACL-02, ACL-03, WHK-09). */
export interface LeadCapture {
  readonly behaviour: CaptureBehaviour;
  readonly funnelId?: string;
  /** Absent: the funnel's first stage. */
  readonly stageId?: string;
  /** `yes`: no other card while an open one exists for the client, in any funnel: the person or its company. */
  readonly unlessOpenCard: 'yes' | 'no';
}

/** Something that an event sets off (WHK-06). */
export type LeadAction = CumulativeAction | SendAction;

/** What is done with a lead itself; all of an event's run, in their order (WHK-06). */
export type CumulativeAction =
  | { readonly type: 'add-tag'; readonly tag: string }
  | { readonly type: 'remove-tag'; readonly tag: string }
  /** A custom field of the integration, or of the contact in the CRM (`person:<field>`); the value may name fields of the lead: `{{product}}`. */
  | { readonly type: 'update-field'; readonly field: string; readonly value: string };

/** At most one for an event, carried out last. */
export type SendAction =
  | { readonly type: 'send-chatbot'; readonly chatbot: string }
  /** `{{name}}`, `{{product}}` … stand for what the lead brings. */
  | { readonly type: 'send-message'; readonly text: string }
  | { readonly type: 'send-quick-reply'; readonly quickReply: string };

/** An event of the platform that somebody gave a name, and what it sets off (WHK-05). */
export interface ConversionEvent {
  readonly id: string;
  readonly name: string;
  /** Unique in its integration; compared exactly after trimming (WHK-10). */
  readonly identification: string;
  readonly actions: readonly LeadAction[];
}

/** What happened at the platform, and when, where it tells. */
export interface LeadEvent {
  /** What the mapping found as the event; trimmed. */
  readonly identification?: string;
  readonly happenedAt?: Instant;
}
