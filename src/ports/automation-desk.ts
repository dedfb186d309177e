import type { NothingSent } from '../domain/active-send/decide-automatic-send.ts';
import type { ActiveSend } from '../domain/active-send/active-send.ts';
import type { Instant } from '../domain/kernel/instant.ts';
import type { Page, PageWish, Scope } from './history.ts';

/** About whom an automation is tried. */
export interface AutomationTrial {
  readonly contactId: string | number;
  readonly cardId?: string | number;
}

/** What a trigger would lead to now. `notice`: the record that would be written on the contact, as HTML. */
export type AutomationPreview =
  | { readonly outcome: 'send'; readonly text: string }
  | { readonly outcome: 'wait'; readonly until: Instant }
  | { readonly outcome: 'nothing'; readonly because: NothingSent['reason']; readonly notice?: string };

/** An active send without what names its client. `phone`: its last four digits. */
export type SendOnRecord = Omit<ActiveSend, 'clientName' | 'text'>;

/** Automations of the CRM, as the people see them who set them up (SND-02, SND-03). What is outside of the scope is as if it were not there. */
export interface AutomationDesk {
  /** Decides as a trigger does, and sends and writes nothing. `undefined`: no such connection, or no such automation in it. */
  preview(scope: Scope, connection: string, automation: string, trial: AutomationTrial): Promise<AutomationPreview | undefined>;
  /** Active sends of the connection, by hand and by automation, newest first. */
  sends(scope: Scope, connection: string, page: PageWish): Promise<Page<SendOnRecord> | undefined>;
}
