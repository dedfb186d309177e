import type { ActiveSend, MessageTemplate, SendState, TemplateValue } from '../domain/active-send/active-send.ts';
import type { Page } from '../ports/history.ts';
import type { Sent } from '../ports/send-desk.ts';
import type { ActOptions, Asking, AskOptions } from './ask.ts';
import { pathOf, type PageAsked } from './reading.ts';

/** A template for a client (SND-01). */
export interface TemplateWish {
  /** @defaultValue whatsapp */
  readonly channel?: 'whatsapp' | 'voice';
  /** With its DDI. */
  readonly phone: string;
  readonly clientName?: string;
  /** One of the agent's. */
  readonly group: string;
  /** Needed for WhatsApp. */
  readonly template?: string;
  readonly values?: readonly TemplateValue[];
}

/** Active sends (SND-01, SND-03). */
export interface DeskSending {
  /** Of one of the agent's groups, in every state of approval. */
  listTemplates(wish: { readonly group: string }, options?: AskOptions): Promise<readonly MessageTemplate[]>;
  /** What the client would read. Nothing is sent. */
  previewSend(wish: TemplateWish, options?: AskOptions): Promise<{ readonly outcome: 'ready'; readonly text: string }>;
  /** Once for its key; a refusal is a {@link DeskProblem}. */
  sendActively(wish: TemplateWish, options?: ActOptions): Promise<Exclude<Sent, { readonly outcome: 'refused' }>>;
  /** The newest first. */
  listSends(wish?: PageAsked & { readonly search?: string; readonly state?: SendState }, options?: AskOptions): Promise<Page<ActiveSend>>;
  showSend(send: string, options?: AskOptions): Promise<ActiveSend>;
}

export const createSending = ({ json }: Asking): DeskSending => ({
  listTemplates: async (query, options) => (await json<{ readonly templates: readonly MessageTemplate[] }>({ ...options, method: 'GET', path: 'templates', query })).templates,
  previewSend: async (body, options) => await json({ ...options, method: 'POST', path: 'sends/preview', body }),
  sendActively: async (body, options) => await json({ ...options, method: 'POST', path: 'sends', body }),
  listSends: async (query = {}, options = {}) => await json({ ...options, method: 'GET', path: 'sends', query }),
  showSend: async (send, options) => await json({ ...options, method: 'GET', path: pathOf('sends', send) }),
});
