import { agentsOf, compareMessages, InputRejected, parseInstant, type ChatMessage, type DeskRow, type ContactId, type Instant, type Protocol } from '../../../domain/index.ts';
import type {
  AgentDesk, AgentPass, AttendanceActions, Clock, ConversationBook, ConversationPlace, CrmPaperwork, DeskCounts, DeskLists, DeskSession, SendBook, SessionRow, Sessions,
} from '../../../ports/index.ts';
import { parseSessionState, type SessionState } from '../session-state.ts';
import type { ClientFinder } from '../find-client.ts';
import { withUntil } from './agent-availability.ts';
import type { AgentScene, AgentScenes } from './agent-scene.ts';
import { listingOf, withoutRef } from './desk-listing.ts';
import type { ArchivedSession, SessionArchive } from './session-archive.ts';

/** What agents see: their lists, a session whole, what was said in it, and its files (PAN-01, PAN-11, SES-06). */
export type ReadDesk = Pick<AgentDesk, 'me' | 'counts' | 'sessions' | 'session' | 'messages' | 'history' | 'media'>;

export interface ReadDeskNeeds {
  readonly scenes: AgentScenes;
  readonly sessions: Sessions;
  readonly deskLists: DeskLists;
  readonly conversations: ConversationBook;
  readonly sends: SendBook;
  readonly finder: ClientFinder;
  readonly archive: SessionArchive;
  readonly clock: Clock;
}

/** A session of the agent's, as it is stored. */
interface Found {
  readonly scene: AgentScene;
  readonly session: DeskSession;
  readonly row: SessionRow;
  readonly state: SessionState;
}

export function createReadDesk({ scenes, sessions, deskLists, conversations, sends, finder, archive, clock }: ReadDeskNeeds): ReadDesk {
  async function found(pass: AgentPass, protocol: string): Promise<Found | undefined> {
    const session = await scenes.session(pass, protocol);
    const row = session && await sessions.load(pass.connection, session.protocol);
    const state = row && parseSessionState(row);
    return session === undefined || row === undefined || state === undefined ? undefined : { scene: await scenes.of(pass), session, row, state };
  }

  async function countsOf({ connection, agent }: AgentPass, actions: AttendanceActions | undefined): Promise<DeskCounts> {
    const [{ running, ended }, sent, pending] = await Promise.all([
      deskLists.counts(connection, agent),
      sends.list(connection, { agent, states: UNANSWERED, limit: MOST_COUNTED }),
      actions?.pending(agent, { page: 0, size: 1 }),
    ]);
    return { open: running, closed: ended, sent: sent.length, pending: pending?.total ?? 0 };
  }

  /** A page of what the hub was told; where that ends, the chat is asked for what lies before. */
  async function pageOf(here: Found, { before, limit }: { readonly before?: string; readonly limit: number }): Promise<readonly ChatMessage[]> {
    const place = before === undefined ? undefined : parsePlace(before);
    const kept = await conversations.page(here.scene.pass.connection, here.session.protocol, { limit: limit + 1, ...(place === undefined ? {} : { before: place }) });
    if (kept.length > limit) return kept;
    const all = await archive.messages(archived(here));
    return place === undefined ? all : all.filter((message) => compareMessages(message, place) < 0);
  }

  return {
    async me(pass) {
      const scene = await scenes.of(pass);
      const { agent } = await scenes.agentOf(scene);
      const { actions } = scene.systems.chat;
      const [counts, groups, availability, pauseReasons] = await Promise.all([
        countsOf(pass, actions), actions?.groupsOf(pass.agent) ?? [], actions?.availability(pass.agent) ?? { state: 'offline' as const }, actions?.pauseReasons() ?? [],
      ]);
      const { transferCode } = scene.connection.settings.options;
      return { agent: agent.id, name: agent.name, transferCode, groups, availability: withUntil(availability, pauseReasons, clock.now()), pauseReasons, counts };
    },
    counts: async (pass) => await countsOf(pass, (await scenes.of(pass)).systems.chat.actions),
    async sessions({ connection, agent }, { tab, search, limit, after }) {
      const place = after === undefined ? undefined : parseListPlace(after);
      const rows = await deskLists.page(connection, {
        agent, phase: tab === 'open' ? 'running' : 'ended', limit: limit + 1,
        ...(search === undefined ? {} : { search }), ...(place === undefined ? {} : { after: place }),
      });
      const page = rows.slice(0, limit);
      const last = rows.length > limit ? page.at(-1) : undefined;
      return { rows: page.map((each) => listingOf(each).row), ...(last === undefined ? {} : { next: `${last.at} ${last.protocol}` }) };
    },
    async session(pass, protocol) {
      const here = await found(pass, protocol);
      if (here === undefined) return undefined;
      const { scene: { systems: { chat, crm } }, row, state, session } = here;
      const view = listingOf(session).row;
      const [comments, classification, groupClassification, contact] = await Promise.all([
        chat.attendance.commentsOf(row.parts), chat.attendance.classificationOf(row.parts),
        view.group === undefined ? undefined : chat.actions?.classificationOf(view.group.id),
        view.contactId === undefined ? undefined : finder.contact(here.scene.connection, crm.contacts, view.contactId),
      ]);
      return {
        ...view, parts: row.parts, agents: agentsOf(state.followed.session), comments, addresses: addressesOf(view, crm.paperwork, contact?.company?.id),
        ...(contact?.company === undefined ? {} : { company: { id: contact.company.id, name: contact.company.name } }),
        ...(classification === undefined ? {} : { classification }), ...(groupClassification === undefined ? {} : { groupClassification }),
      };
    },
    async messages(pass, protocol, wish) {
      const here = await found(pass, protocol);
      if (here === undefined) return undefined;
      const messages = await pageOf(here, wish);
      const page = messages.slice(-wish.limit);
      const [first] = page;
      return { messages: page.map(withoutRef), ...(messages.length > wish.limit && first !== undefined ? { older: `${first.at} ${first.id}` } : {}) };
    },
    async history(pass, protocol) {
      const here = await found(pass, protocol);
      return here && await archive.history(archived(here));
    },
    async media(pass, protocol, message, range) {
      const here = await found(pass, protocol);
      return here && await archive.file(archived(here), message, range);
    },
  };
}

const archived = ({ scene: { pass, systems: { chat } }, row: { protocol, parts }, state }: Found): ArchivedSession => ({ connection: pass.connection, protocol, parts, state, chat });

const UNANSWERED = ['queued', 'sent', 'delivered', 'read', 'unknown', 'failed'] as const;
/** Nobody counts further. */
const MOST_COUNTED = 100;

/** Where people look at a session's client and card in the CRM (PAN-04). */
function addressesOf({ contactId, cardId }: DeskRow, paperwork: CrmPaperwork | undefined, companyId: ContactId | undefined): { readonly contact?: string; readonly company?: string; readonly card?: string } {
  if (paperwork === undefined) return {};
  return {
    ...(contactId === undefined ? {} : { contact: paperwork.addressOf({ contact: contactId }) }),
    ...(companyId === undefined ? {} : { company: paperwork.addressOf({ company: companyId }) }),
    ...(cardId === undefined ? {} : { card: paperwork.addressOf({ card: cardId }) }),
  };
}

/** `<time> <id>` of the row or the message at the end of a page. */
function placeIn(text: string): { readonly at: Instant; readonly id: string } {
  const [time = '', id = ''] = text.split(' ');
  const at = parseInstant(time);
  if (at.ok && id !== '') return { at: at.value, id };
  throw new InputRejected('input.page-unknown', 'This is no place that a page ended at. Send what the page before gave, or leave it out.', { field: 'after' });
}

const parsePlace = (text: string): ConversationPlace => placeIn(text) as ConversationPlace;

function parseListPlace(text: string): { readonly at: Instant; readonly protocol: Protocol } {
  const { at, id } = placeIn(text);
  return { at, protocol: id as Protocol };
}
