import type { TypedDial } from '../domain/desk/dial-plan.ts';
import type { DeskRow } from '../domain/desk/desk-row.ts';
import type { ChatMessage } from '../domain/conversation/message.ts';
import type { Acted, AgentDesk, AgentSheet, CandidateCard, DeskCounts, FoundContact, OpenFunnel, PaperOffer, SessionHistory, SessionSheet } from '../ports/agent-desk.ts';
import type { ClassificationField, TransferTargets } from '../ports/attendance-actions.ts';
import type { Page } from '../ports/history.ts';
import type { Asking, AskOptions } from './ask.ts';

/** Which page of a list; `after` is the `next` of the page before, unchanged. */
export type PageAsked = {
  readonly limit?: number;
  readonly after?: string;
};

/** What an agent may look at. `undefined` is nowhere an answer: what is not the agent's is a {@link DeskProblem} `not-found`. */
export interface DeskReading {
  showMe(options?: AskOptions): Promise<AgentSheet>;
  countMine(options?: AskOptions): Promise<DeskCounts>;
  /** The one in which something happened last first; *Em andamento* unless said. */
  listMySessions(wish?: PageAsked & { readonly tab?: 'open' | 'closed'; readonly search?: string }, options?: AskOptions): Promise<Page<DeskRow>>;
  listPendingClassifications(wish?: { readonly page?: number; readonly size?: number }, options?: AskOptions): ReturnType<AgentDesk['pending']>;
  searchContacts(wish: PageAsked & { readonly search: string }, options?: AskOptions): Promise<Page<FoundContact>>;
  /** In which a card may be opened. */
  listFunnels(options?: AskOptions): Promise<readonly OpenFunnel[]>;
  /** What to dial for a number, and what was left out of it (PAN-09). */
  planDial(wish: { readonly number: string; readonly ddd?: string }, options?: AskOptions): Promise<TypedDial>;
  showMySession(protocol: string, options?: AskOptions): Promise<SessionSheet>;
  /** The newest page first, each oldest first; `before` is the `older` of the page before. */
  listMessages(protocol: string, wish?: { readonly limit?: number; readonly before?: string }, options?: AskOptions): Promise<{ readonly messages: readonly ChatMessage[]; readonly older?: string }>;
  showHistory(protocol: string, options?: AskOptions): Promise<SessionHistory>;
  /** The file of a message, or `recording:<number>` of a call, as it comes. @param options - `range` as in the header, `bytes=0-99`. */
  openFile(protocol: string, message: string, options?: AskOptions & { readonly range?: string }): Promise<Response>;
  listTransferTargets(protocol: string, options?: AskOptions): Promise<TransferTargets>;
  listCandidateCards(protocol: string, wish?: PageAsked & { readonly search?: string }, options?: AskOptions): Promise<Page<CandidateCard>>;
  /** A {@link DeskProblem} `not-found` where the session is linked to none. */
  showLinkedCard(protocol: string, options?: AskOptions): Promise<CandidateCard>;
  listOffers(protocol: string, options?: AskOptions): Promise<readonly PaperOffer[]>;
  listClassificationFields(nodeId: string, options?: AskOptions): Promise<readonly ClassificationField[]>;
}

/** What became of it; a refusal is a {@link DeskProblem}. `later`: it is kept and will be done, and the stream tells when. */
export type DeskActed = Exclude<Acted, { readonly outcome: 'refused' }>;

export function createReading({ json, response }: Asking): DeskReading {
  const get = async <Answer>(path: string, options: AskOptions = {}, query: Readonly<Record<string, string | number | undefined>> = {}): Promise<Answer> =>
    await json<Answer>({ ...options, method: 'GET', path, query });
  return {
    showMe: async (options) => await get('me', options),
    countMine: async (options) => await get('counts', options),
    listMySessions: async (wish, options) => await get('sessions', options, wish),
    listPendingClassifications: async (wish, options) => await get('pending', options, wish),
    searchContacts: async (wish, options) => await get('contacts', options, wish),
    listFunnels: async (options) => (await get<{ readonly funnels: readonly OpenFunnel[] }>('funnels', options)).funnels,
    planDial: async (wish, options) => await get('dial', options, wish),
    showMySession: async (protocol, options) => await get(inSession(protocol), options),
    listMessages: async (protocol, wish, options) => await get(inSession(protocol, 'messages'), options, wish),
    showHistory: async (protocol, options) => await get(inSession(protocol, 'history'), options),
    openFile: async (protocol, message, { range, ...options } = {}) => await response({
      ...options, method: 'GET', path: inSession(protocol, 'files', message), patience: 'endless', ...(range === undefined ? {} : { headers: { range } }),
    }),
    listTransferTargets: async (protocol, options) => await get(inSession(protocol, 'targets'), options),
    listCandidateCards: async (protocol, wish, options) => await get(inSession(protocol, 'cards'), options, wish),
    showLinkedCard: async (protocol, options) => await get(inSession(protocol, 'card'), options),
    listOffers: async (protocol, options) => (await get<{ readonly offers: readonly PaperOffer[] }>(inSession(protocol, 'new'), options)).offers,
    listClassificationFields: async (nodeId, options) => (await get<{ readonly fields: readonly ClassificationField[] }>(pathOf('classifications', nodeId, 'fields'), options)).fields,
  };
}

export const pathOf = (...parts: readonly string[]): string => parts.map(encodeURIComponent).join('/');
export const inSession = (protocol: string, ...rest: readonly string[]): string => pathOf('sessions', protocol, ...rest);
