/**
 * What the rules say about sessions and cards, in a few maps. Everything happens in order here: nothing is lost, late or twice.
 */
export const GROUPS = ['Vendas', 'Suporte', 'Financeiro', 'Pós-venda'] as const;
export const FUNNELS = ['Funil de vendas', 'Pós-venda', 'Suporte'] as const;
export type Group = (typeof GROUPS)[number];
export type Funnel = (typeof FUNNELS)[number];

export interface Rule {
  readonly funnel: Funnel;
  readonly behaviour: 'always-create' | 'link-last';
}

/** A person or a company of the CRM; `phone` says which of the run's telephones is its own. */
export interface ModelContact {
  readonly id: number;
  readonly name: string;
  readonly phone?: number;
  company?: ModelContact;
}

export interface ModelCard {
  readonly funnel: Funnel;
  readonly clientId: number;
  readonly personId?: number;
  readonly title: string;
  /** The CRM's number, as soon as it is seen which card this is. */
  id?: number;
}

/** One interaction record of a session; without a card it hangs on the person alone. */
export interface ModelRecord {
  card?: ModelCard | undefined;
  /** The card that a person took off it: it goes back to that one, and takes no other by itself. */
  left?: ModelCard | undefined;
}

/** How a session came into a funnel. */
interface Entry {
  readonly group: Group;
  readonly funnel: Funnel;
}

export interface ModelSession {
  readonly protocol: string;
  readonly phone: number;
  readonly startedAt: number;
  phase: 'running' | 'ended';
  group?: Group | undefined;
  /** The group that the hub was last told of. */
  toldGroup?: Group | undefined;
  followed: boolean;
  visits: number;
  /** The entry whose rule waits for its client. */
  waiting?: Entry | undefined;
  /** The entry whose rule was carried out last, and for whom. */
  carriedOut?: Entry | undefined;
  served: { readonly client: ModelContact; readonly card: ModelCard }[];
  client?: ModelContact | undefined;
  card?: ModelCard | undefined;
  handFunnel?: Funnel | undefined;
  records: ModelRecord[];
  currentRecord?: ModelRecord | undefined;
  readonly noticed: Set<Funnel>;
  readonly comments: string[];
  classification?: string;
  /** False when something happened that the hub was not to act on: the records may be behind. */
  told: boolean;
  /** Something happened to it while the connection was off. */
  missed: boolean;
}

export interface HubModel {
  flag: 'on' | 'off';
  connection: 'active' | 'inactive';
  /** Since when flag and connection are both on (CRD-17). */
  since: number;
  readonly mappings: Map<Group, Rule>;
  readonly archived: Set<Funnel>;
  readonly contacts: ModelContact[];
  readonly companies: ModelContact[];
  /** In the order in which they were made. */
  readonly cards: ModelCard[];
  readonly sessions: ModelSession[];
  /** Telephones whose session was linked to a contact by hand. */
  readonly claimed: Set<number>;
}

export const createHubModel = (since: number, mappings: ReadonlyMap<Group, Rule>): HubModel => ({
  flag: 'on', connection: 'active', since, mappings: new Map(mappings), archived: new Set(),
  contacts: [], companies: [], cards: [], sessions: [], claimed: new Set(),
});

export const contactOfPhone = (model: HubModel, phone: number): ModelContact | undefined =>
  model.contacts.find((contact) => contact.phone === phone);

const ruleOf = (model: HubModel, group: Group): Rule | undefined =>
  model.flag === 'on' && model.connection === 'active' ? model.mappings.get(group) : undefined;

/** Something of the session was told to the hub (CRD, SES). While the connection is off it only keeps which groups were passed (ACT-08). */
export function tell(model: HubModel, session: ModelSession): void {
  const isOff = model.connection === 'inactive';
  session.told = !isOff;
  session.missed ||= isOff;
  session.followed ||= !isOff;
  if (!session.followed) return;
  if (session.group !== undefined && session.group !== session.toldGroup) visit(model, session, session.group);
  session.toldGroup = session.group;
  if (!isOff) lookForClient(model, session);
}

function visit(model: HubModel, session: ModelSession, group: Group): void {
  const isStart = session.visits++ === 0;
  const rule = ruleOf(model, group);
  if (rule === undefined || (isStart && session.startedAt < model.since)) return;
  const entry = { group, funnel: rule.funnel };
  if (rule.funnel === currentOf(session)) return;
  if (rule.funnel === session.handFunnel) {
    session.waiting = undefined;
    session.carriedOut = entry;
    return;
  }
  session.client ??= contactOfPhone(model, session.phone);
  session.served = [];
  if (session.client === undefined) session.waiting = entry;
  else act(model, session, session.client, { ...rule, group });
}

const entryOf = ({ waiting, carriedOut }: ModelSession): Entry | undefined => waiting ?? carriedOut;
const currentOf = (session: ModelSession): Funnel | undefined => entryOf(session)?.funnel;

function act(model: HubModel, session: ModelSession, client: ModelContact, rule: Rule & Entry): void {
  session.waiting = undefined;
  if (model.archived.has(rule.funnel)) return void session.noticed.add(rule.funnel);
  const card = cardFor(model, client, rule);
  session.card = card;
  session.handFunnel = undefined;
  session.carriedOut = { group: rule.group, funnel: rule.funnel };
  session.served.push({ client, card });
  const own = session.records.find((record) => record.card === card || record.left === card);
  session.currentRecord = own ?? session.records.find((record) => record.card === undefined && record.left === undefined) ?? added(session, card);
  Object.assign(session.currentRecord, { card, left: undefined });
}

function added(session: ModelSession, card: ModelCard | undefined): ModelRecord {
  const record: ModelRecord = { card };
  session.records.push(record);
  return record;
}

function cardFor(model: HubModel, client: ModelContact, { funnel, behaviour }: Rule): ModelCard {
  const { company } = client;
  const clients = [client.id, company?.id];
  const last = behaviour === 'link-last' ? model.cards.findLast((card) => card.funnel === funnel && clients.includes(card.clientId)) : undefined;
  if (last !== undefined) return last;
  const card = company === undefined
    ? { funnel, clientId: client.id, title: client.name }
    : { funnel, clientId: company.id, personId: client.id, title: company.name };
  model.cards.push(card);
  return card;
}

function lookForClient(model: HubModel, session: ModelSession): void {
  const contact = session.client ?? contactOfPhone(model, session.phone);
  if (contact !== undefined) meet(model, session, contact);
}

/** The session's client is this contact from now on (CRD-10, CRD-19). */
export function meet(model: HubModel, session: ModelSession, contact: ModelContact): void {
  if (session.client !== contact) becomeClient(model, session, contact);
  if (session.records.length === 0) session.currentRecord = added(session, session.card);
}

function becomeClient(model: HubModel, session: ModelSession, contact: ModelContact): void {
  const another = session.client !== undefined;
  const entry = another && session.handFunnel === undefined ? entryOf(session) : session.waiting;
  session.client = contact;
  session.waiting = undefined;
  if (another) leaveCards(session);
  if (entry === undefined) return;
  const earlier = session.served.find(({ client }) => client === contact);
  const rule = ruleOf(model, entry.group);
  if (earlier === undefined && rule !== undefined) act(model, session, contact, { ...rule, group: entry.group });
}

/** Another client: the cards of the one before are left, but not one that a person linked (CRD-13, CRD-19). */
function leaveCards(session: ModelSession): void {
  if (session.handFunnel === undefined) session.card = undefined;
  for (const record of session.records) {
    if (record.card !== session.card) Object.assign(record, { card: undefined, left: undefined });
  }
}

/** Those who wait for this contact go on, oldest first (CRD-10). */
export function wake(model: HubModel, contact: ModelContact): void {
  if (model.connection === 'inactive') return;
  for (const session of model.sessions) {
    if (session.followed && session.client === undefined && session.phone === contact.phone) meet(model, session, contact);
  }
}

/** CRD-13, SES-12. */
export function linkByHand(session: ModelSession, card: ModelCard): void {
  settleByHand(session);
  session.card = card;
  session.handFunnel = card.funnel;
  const known = session.records.find((record) => record.card === card);
  if (known !== undefined) session.currentRecord = known;
  else if (session.currentRecord !== undefined) Object.assign(session.currentRecord, { card, left: undefined });
}

/** CRD-13, SES-12. */
export function unlinkByHand(session: ModelSession): void {
  settleByHand(session);
  for (const record of session.records) {
    if (record.card === session.card) Object.assign(record, { card: undefined, left: session.card });
  }
  session.card = undefined;
  session.handFunnel = undefined;
}

/** The waiting rule is settled; the session counts as in its funnel all the same. */
function settleByHand(session: ModelSession): void {
  session.carriedOut = entryOf(session);
  session.waiting = undefined;
}
