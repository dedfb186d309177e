import {
  cardClientOf, decidePaper, digitsForNeppo, identityKeysOf, InputRejected, linkClientOf, linkTieOf, numberToWrite, PAPER_KINDS, parseContactId,
  type CardId, type Contact, type ContactId, type DeskRow, type FunnelId, type PaperId, type SessionAct,
} from '../../../domain/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import { isPortFailure, type Acted, type AgentDesk, type AgentPass, type CandidateCard, type Clock, type DeliveryRecord, type DeskSession, type FoundContact, type Identities, type ListedCard, type Made, type MatchedContact, type PaperOffer, type Refused } from '../../../ports/index.ts';
import { lanes } from '../../deliveries.ts';
import type { MakeByHand, RegisterContact, SessionMessage } from '../../messages.ts';
import { personSubjects } from '../../subjects.ts';
import type { ClientFinder } from '../find-client.ts';
import type { AgentScene, AgentScenes } from './agent-scene.ts';
import { actedOf, type CarryWish, type WasWished } from './carry-wish.ts';
import { listingOf } from './desk-listing.ts';
import { objectionTo } from './judge-act.ts';

/** What agents do about a session's client in the CRM: contact, card and papers (PAN-02…PAN-05, SES-08). */
export type ServeClient = Pick<AgentDesk,
  'searchContacts' | 'createContact' | 'linkContact' | 'candidates' | 'linkedCard' | 'funnels' | 'linkCard' | 'unlinkCard' | 'createCard' | 'saveSession' | 'offers' | 'makePaper'>;

export interface ServeClientNeeds {
  readonly scenes: AgentScenes;
  readonly carry: CarryWish;
  readonly wasWished: WasWished;
  readonly finder: ClientFinder;
  readonly identities: Identities;
  readonly clock: Clock;
  readonly box: SecretBox;
}

/** A session of the agent's, who may act. */
interface Served {
  readonly pass: AgentPass;
  readonly scene: AgentScene;
  readonly session: DeskSession;
  readonly row: DeskRow;
}

export function createServeClient({ scenes, carry, wasWished, finder, identities, clock, box }: ServeClientNeeds): ServeClient {
  async function served(pass: AgentPass, protocol: string): Promise<Served | undefined> {
    const [scene, session] = await Promise.all([scenes.of(pass), scenes.session(pass, protocol)]);
    if (session === undefined) return undefined;
    await scenes.agentOf(scene);
    return { pass, scene, session, row: listingOf(session).row };
  }

  /** Looks at something of a session that is the agent's. */
  async function serving<Answer>(pass: AgentPass, protocol: string, serve: (here: Served) => Promise<Answer>): Promise<Answer | undefined> {
    const here = await served(pass, protocol);
    return here === undefined ? undefined : await serve(here);
  }

  /** Does something to a session that is the agent's, unless something speaks against it (SES-10). */
  async function doing<Answer>(pass: AgentPass, protocol: string, { key, ...act }: Exclude<SessionAct, { type: 'transfer' }> & { readonly key: string }, serve: (here: Served) => Promise<Answer>): Promise<Answer | Refused | undefined> {
    return await serving(pass, protocol, async (here) => {
      const objection = objectionTo(pass, here.session, act, clock.now());
      return objection === undefined || await wasWished(pass, `${here.row.protocol}/${key}`) ? await serve(here) : { outcome: 'refused', because: objection.because };
    });
  }

  const toSession = async ({ pass, row: { protocol } }: Served, message: SessionMessage, key: string): Promise<DeliveryRecord> =>
    await carry(pass, { key: `${protocol}/${key}`, lane: lanes.session(protocol), message: { to: 'session', protocol, message } });

  async function contactOf({ scene, row: { contactId } }: Served): Promise<Contact | undefined> {
    return contactId === undefined ? undefined : await finder.contact(scene.connection, scene.systems.crm.contacts, contactId);
  }

  /** The session's number becomes one of the contact's, from which the chat's client gets its external code (PAN-02, SYN-03). */
  async function giveNumber({ pass, row: { protocol, phone } }: Served, contactId: ContactId, key: string): Promise<void> {
    if (phone === undefined) return;
    await carry(pass, { key: `${protocol}/${key}/number`, lane: lanes.client(contactId), message: { to: 'client', message: { type: 'add-phone', contactId, phone } } });
  }

  async function link(here: Served, contactId: ContactId, key: string): Promise<Acted> {
    const contact = await here.scene.systems.crm.contacts.find(contactId);
    if (contact === undefined) return { outcome: 'refused', because: 'contact-unknown' };
    const acted = actedOf(await toSession(here, { type: 'link-contact', contactId }, key));
    if (acted.outcome !== 'refused') await giveNumber(here, contactId, key);
    return acted;
  }

  async function makeByHand(here: Served, make: MakeByHand['make'], key: string): Promise<Made> {
    const { pass, row: { protocol, cardId } } = here;
    const contact = await contactOf(here);
    if (contact === undefined) return { outcome: 'refused', because: 'client-unknown' };
    const message: MakeByHand = { type: 'make-by-hand', protocol, contactId: contact.id, agent: pass.agent, key, make, ...(cardId === undefined ? {} : { cardId }) };
    return madeOf(await carry(pass, { key: `${protocol}/${key}`, lane: lanes.client(cardClientOf(contact).clientId), message: { to: 'client', message } }), here.scene, make);
  }

  return {
    async searchContacts(pass, { search, limit, after }) {
      const { systems: { crm } } = await scenes.of(pass);
      const { contacts, next } = await paged(after, async () => await crm.contacts.search(search, { limit, after: after === undefined ? undefined : contactIdIn(after) }));
      return { rows: contacts.map((each) => foundContact(each, crm.paperwork)), ...(next === undefined ? {} : { next }) };
    },
    createContact: async (pass, protocol, wish, key) => await doing(pass, protocol, { type: 'create-contact', key }, async (here) => {
      const { companyId, ...person } = wish;
      const request = { ...person, ...(companyId === undefined ? {} : { companyId: contactIdIn(companyId) }) };
      const phone = request.phone ?? here.row.phone;
      const keys = identityKeysOf({ phone, email: request.email, cpf: request.cpf });
      if (request.name.trim() === '') throw new InputRejected('input.name-missing', 'name is empty: give the name of the person.', { field: 'name' });
      if (keys.length === 0) throw new InputRejected('input.identity-missing', 'Neither phone, email nor cpf can be read: give at least one, the phone with its DDI (5511999999999).', { field: 'phone' });
      const owner = await identities.reserve(pass.connection, keys);
      const message = { type: 'register-contact', request: { ...request, ...(phone === undefined ? {} : { phone }) }, session: sessionIn(here) } as const;
      const record = await carry(pass, { key: `${here.row.protocol}/${key}`, lane: lanes.person(owner), message: { to: 'client', message }, about: personSubjects(box, keys) });
      return madeOf(record, here.scene, { what: 'contact' });
    }),
    linkContact: async (pass, protocol, contactId, key) => await doing(pass, protocol, { type: 'link-contact', key }, async (here) => await link(here, contactIdIn(contactId), key)),
    candidates: async (pass, protocol, { search, limit, after }) => await serving(pass, protocol, async (here) => {
      const contact = await contactOf(here);
      if (contact === undefined) return { rows: [] };
      const { crm } = here.scene.systems;
      const { cards, next } = await paged(after, async () => await crm.cards.ofClients(linkClientOf(contact), { limit, search, after: after === undefined ? undefined : parseCardId(after) }));
      return { rows: cards.map((card) => candidateCard(card, crm.paperwork)), ...(next === undefined ? {} : { next }) };
    }),
    linkedCard: async (pass, protocol) => await serving(pass, protocol, async ({ row: { cardId }, scene: { systems: { crm } } }) => {
      const card = cardId === undefined ? undefined : await crm.cards.find(cardId);
      if (card === undefined) return 'none';
      const funnel = await crm.funnels.find(card.funnelId, 'recent');
      return candidateCard({ ...card, ...(funnel === undefined ? {} : { funnelName: funnel.name }) }, crm.paperwork);
    }),
    async funnels(pass) {
      const { systems: { crm } } = await scenes.of(pass);
      return (await crm.funnels.list()).filter(({ archived }) => !archived).map(({ id, name }) => ({ id, name }));
    },
    linkCard: async (pass, protocol, cardId, key) => await doing(pass, protocol, { type: 'link-card', key }, async (here): Promise<Acted> => {
      const [contact, card] = await Promise.all([contactOf(here), here.scene.systems.crm.cards.find(parseCardId(cardId))]);
      if (contact === undefined) return { outcome: 'refused', because: 'client-unknown' };
      if (card === undefined || linkTieOf(card, linkClientOf(contact)) === undefined) return { outcome: 'refused', because: 'card-not-offered' };
      return actedOf(await toSession(here, { type: 'link-card', cardId: card.id, funnelId: card.funnelId }, key));
    }),
    unlinkCard: async (pass, protocol, key) => await doing(pass, protocol, { type: 'unlink-card', key }, async (here) => actedOf(await toSession(here, { type: 'unlink-card' }, key))),
    createCard: async (pass, protocol, { funnelId, title }, key) => await doing(pass, protocol, { type: 'create-card', key }, async (here) =>
      await makeByHand(here, { what: 'card', funnelId: parseFunnelId(funnelId), ...(title === undefined ? {} : { title }) }, key)),
    saveSession: async (pass, protocol, key) => await doing(pass, protocol, { type: 'save-session', key }, async (here) => actedOf(await toSession(here, { type: 'save-session' }, key))),
    offers: async (pass, protocol) => await serving(pass, protocol, async (here): Promise<readonly PaperOffer[]> => {
      const [contact, { userId }] = await Promise.all([contactOf(here), scenes.agentOf(here.scene)]);
      const { crm } = here.scene.systems;
      const permissions = await crm.paperwork?.permissions(userId);
      return PAPER_KINDS.map((kind) => {
        const permission = permissions?.[kind] ?? { allowed: 'no', because: 'module-off' } as const;
        const decision = decidePaper({ wish: { kind, newCard: ANY_CARD }, permission, agentUserId: userId, ...(contact === undefined ? {} : { contact }) });
        return decision.outcome === 'refused' ? { kind, allowed: 'no', because: decision.because } : { kind, allowed: 'yes', needsCard: kind === 'proposal' && here.row.cardId === undefined ? 'yes' : 'no' };
      });
    }),
    makePaper: async (pass, protocol, { funnelId, ...wish }, key) => await doing(pass, protocol, { type: 'make-paper', key }, async (here) =>
      await makeByHand(here, { what: 'paper', ...wish, ...(funnelId === undefined ? {} : { newCard: { funnelId: parseFunnelId(funnelId) } }) }, key)),
  };
}

const sessionIn = ({ row: { protocol, phone } }: Served): NonNullable<RegisterContact['session']> => ({ protocol, ...(phone === undefined ? {} : { phone }) });

type Addresses = AgentScene['systems']['crm']['paperwork'];

function foundContact({ contact: { id, name, kind, phones, company }, matched }: MatchedContact, paperwork: Addresses): FoundContact {
  const number = numberToWrite(phones);
  return {
    contactId: id, name, kind, matchedBy: matched,
    ...(number.ok ? { phone: digitsForNeppo(number.value) } : {}), ...(company === undefined ? {} : { companyName: company.name }),
    ...(paperwork === undefined ? {} : { address: paperwork.addressOf(kind === 'company' ? { company: id } : { contact: id }) }),
  };
}

const candidateCard = ({ id, title, funnelName, stageName, statusName }: ListedCard, paperwork: Addresses): CandidateCard => ({
  cardId: id, title,
  ...(funnelName === undefined ? {} : { funnel: funnelName }), ...(stageName === undefined ? {} : { stage: stageName }), ...(statusName === undefined ? {} : { status: statusName }),
  ...(paperwork === undefined ? {} : { address: paperwork.addressOf({ card: id }) }),
});

/** What a delivery that makes something tells of it, and where to look at it. */
function madeOf(record: DeliveryRecord, { systems: { crm: { paperwork } } }: AgentScene, make: MakeByHand['make'] | { readonly what: 'contact' }): Made {
  const acted = actedOf(record);
  if (acted.outcome === 'refused') return { outcome: 'refused', because: acted.because, delivery: record.id };
  const id = idIn(record.decision);
  if (acted.outcome === 'later' || id === undefined) return { outcome: 'later', delivery: record.id };
  const thing = make.what === 'contact' ? { contact: contactIdIn(id) } : make.what === 'card' ? { card: parseCardId(id) } : { kind: make.kind, paper: parsePaperId(id) };
  return { outcome: 'made', id, ...(paperwork === undefined ? {} : { address: paperwork.addressOf(thing) }) };
}

function idIn(decision: unknown): string | undefined {
  if (typeof decision !== 'object' || decision === null) return undefined;
  if ('id' in decision && typeof decision.id === 'string') return decision.id;
  return 'contactId' in decision && typeof decision.contactId === 'string' ? decision.contactId : undefined;
}

/** Where a proposal's card would go is asked once it is made; what is offered does not depend on it. */
const ANY_CARD = { funnelId: parseFunnelId('any') } as const;

/** A place in the CRM's lists is the CRM's own: what it cannot read was none. */
async function paged<Rows>(after: string | undefined, read: () => Promise<Rows>): Promise<Rows> {
  try {
    return await read();
  } catch (failure) {
    if (after === undefined || !isPortFailure(failure) || failure.code !== 'port.refused') throw failure;
    throw new InputRejected('input.page-unknown', 'This is no place that a page ended at. Send what the page before gave, or leave it out.', { field: 'after', cause: failure });
  }
}

function contactIdIn(text: string): ContactId {
  const id = parseContactId(text);
  if (id.ok) return id.value;
  throw new InputRejected('input.contact-id-missing', 'contactId is empty: give the id of the contact in the CRM.', { field: 'contactId' });
}

function parseFunnelId(text: string): FunnelId {
  return text as FunnelId;
}
const parseCardId = (text: string): CardId => text as CardId;
const parsePaperId = (text: string): PaperId => text as PaperId;
