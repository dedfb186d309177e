import fc, { type AsyncCommand } from 'fast-check';
import { expectSame } from './compare.ts';
import {
  contactOfPhone, FUNNELS, GROUPS, linkByHand, meet, tell, unlinkByHand, wake,
  type Funnel, type Group, type HubModel, type ModelContact, type ModelSession, type Rule,
} from './hub-model.ts';
import type { Real } from './real-world.ts';

export type HubCommand = AsyncCommand<HubModel, Real>;

/** Telephones 0 and 1 belong to contacts from the start, 2 and 3 to nobody. */
const PHONES = 4;
const CHANNELS = ['whatsapp', 'voice', 'webchat', 'instagram'] as const;
const CLASSIFICATIONS = ['Venda fechada', 'Sem interesse'] as const;

interface Doing {
  readonly says: string;
  readonly when?: (model: HubModel) => boolean;
  readonly does: (model: HubModel, real: Real) => Promise<void> | void;
}

const command = ({ says, when, does }: Doing): HubCommand => ({
  check: (model) => when?.(model) ?? true,
  async run(model, real) {
    real.tick();
    await does(model, real);
    await expectSame(model, real);
  },
  toString: () => says,
});

/** The element that a random number means, whatever the length of the list is by then. */
const pick = <Element>(list: readonly Element[], n: number): Element | undefined => list[n % Math.max(1, list.length)];

const isActive = ({ connection }: HubModel): boolean => connection === 'active';

/** A command for one of the sessions that were started. */
const onSession = (
  says: string, n: number,
  does: (model: HubModel, real: Real, session: ModelSession) => Promise<void> | void,
  when: (session: ModelSession, model: HubModel) => boolean = () => true,
): HubCommand => command({
  says: `${says} (session ${n})`,
  when: (model) => {
    const session = pick(model.sessions, n);
    return session !== undefined && when(session, model);
  },
  does: async (model, real) => {
    const session = pick(model.sessions, n);
    if (session !== undefined) await does(model, real, session);
  },
});

export const start = (phone: number, group: Group | undefined, channel: string): HubCommand => command({
  says: `telephone ${phone} gets in touch by ${channel}${group === undefined ? ' and meets the bot' : ` with ${group}`}`,
  // PAN-02 adds a number that was linked by hand to the contact; until then nobody can say whose its next session is.
  when: (model) => !model.claimed.has(phone),
  does(model, real) {
    const { protocol } = real.world.neppo.startSession({ phone: real.phoneNumber(phone), name: `Cliente ${phone}`, channel, ...(group === undefined ? {} : { group }) });
    const session: ModelSession = {
      protocol, phone, startedAt: real.now(), phase: 'running', group, followed: false, visits: 0, served: [],
      records: [], noticed: new Set(), comments: [], told: false, missed: false,
    };
    model.sessions.push(session);
    tell(model, session);
  },
});

const isRunning = ({ phase }: ModelSession): boolean => phase === 'running';

function transferred(model: HubModel, real: Real, session: ModelSession, group: Group, part: Part): void {
  real.world.neppo.transfer(session.protocol, { group, newPart: part === 'new part' });
  // The old part is over, and tells in which group it was.
  if (part === 'new part' && group !== session.group) tell(model, session);
  session.group = group;
  tell(model, session);
}

type Part = 'same part' | 'new part';

export const transfer = (n: number, group: Group, part: Part): HubCommand =>
  onSession(`transfer to ${group}, ${part}`, n, (model, real, session) => transferred(model, real, session, group, part), isRunning);

/** Webhooks of several transfers arrive backwards. */
const lateTransfers = (n: number, groups: readonly Group[], part: Part): HubCommand =>
  onSession(`transfers to ${groups.join(', then ')}, ${part}, told backwards`, n, async (model, real, session) => {
    const { neppo } = real.world;
    neppo.pauseWebhooks();
    for (const group of groups) {
      transferred(model, real, session, group, part);
      real.tick();
    }
    neppo.resumeWebhooks();
    for (const { id } of neppo.captured().toReversed()) await neppo.deliverAgain(id);
  }, (session, model) => isRunning(session) && isActive(model) && session.followed && agree(model, groups));

/**
 * Where two late groups share a funnel and only one of them always creates, what is told first decides whether a card is opened, and it
 * is not undone (CRD-14): the model has no opinion on that.
 */
const agree = (model: HubModel, groups: readonly Group[]): boolean =>
  FUNNELS.every((funnel) => new Set(groups.map((group) => model.mappings.get(group)).filter((rule) => rule?.funnel === funnel).map((rule) => rule?.behaviour)).size < 2);

export const comment = (n: number, text: string): HubCommand => onSession(`comment "${text}"`, n, (model, real, session) => {
  real.world.neppo.comment(session.protocol, text);
  session.comments.push(text);
  tell(model, session);
});

const classify = (n: number, label: string): HubCommand => onSession(`classify as ${label}`, n, (model, real, session) => {
  real.world.neppo.classify(session.protocol, label);
  session.classification = label;
  tell(model, session);
});

const close = (n: number): HubCommand => onSession('close', n, (model, real, session) => {
  real.world.neppo.close(session.protocol);
  session.phase = 'ended';
  tell(model, session);
}, isRunning);

const reopen = (n: number): HubCommand => onSession('reopen', n, (model, real, session) => {
  real.world.neppo.reopen(session.protocol);
  session.phase = 'running';
  tell(model, session);
}, (session) => !isRunning(session));

/** The same news once more: in other words, so that it is not merely recognised as a repeat. */
const tellAgain = (n: number, m: number): HubCommand => onSession(`an old webhook (${m}) arrives once more`, n, async (_model, real, session) => {
  const { neppo, hooks } = real.world;
  const told = neppo.deliveries().filter((row) => row.entity === 'ChatSession' && row.body.includes(session.protocol));
  const old = pick(told, m);
  if (old === undefined) return;
  await neppo.deliverAgain(old.id);
  await fetch(hooks.neppo, { method: 'POST', headers: { 'content-type': 'application/json' }, body: `${old.body} ` });
  // What was delivered while the connection was off is not played later (ACT-08), and nobody says what its repeat is worth.
}, (session, model) => isActive(model) && session.told && session.followed && !session.missed);

const inPloomes = (phone: number, withCompany: boolean): HubCommand => command({
  says: `a person registers telephone ${phone} in Ploomes${withCompany ? ', with a company' : ''}`,
  when: (model) => contactOfPhone(model, phone) === undefined && !model.claimed.has(phone),
  does(model, real) {
    addContact(model, real, phone, withCompany);
  },
});

export function addContact(model: HubModel, real: Real, phone: number, withCompany: boolean): void {
  const company = withCompany ? addCompany(model, real) : undefined;
  const name = `Pessoa ${real.run}.${phone}`;
  const { Id } = real.world.ploomes.addContact({
    name, phone: `+${real.phoneNumber(phone)}`, ...(company === undefined ? {} : { companyId: company.id }),
  });
  known(model, { id: Id, name, phone, ...(company === undefined ? {} : { company }) });
}

function known(model: HubModel, contact: ModelContact): void {
  model.contacts.push(contact);
  wake(model, contact);
}

function addCompany(model: HubModel, real: Real): ModelContact {
  const name = `Empresa ${real.run}.${model.companies.length}`;
  const company = { id: real.world.ploomes.addCompany({ name }).Id, name };
  model.companies.push(company);
  return company;
}

const throughLibrary = (phone: number): HubCommand => command({
  says: `the host registers telephone ${phone}`,
  when: (model) => isActive(model) && !model.claimed.has(phone),
  async does(model, real) {
    const name = `Pessoa ${real.run}.${phone}`;
    const { contactId } = await real.world.hub().contacts.register({ connection: real.world.connection, name, phone: real.phoneNumber(phone) });
    const contact = contactOfPhone(model, phone);
    if (contact === undefined) known(model, { id: Number(contactId), name, phone });
    else wake(model, contact);
  },
});

export const attachCompany = (n: number, m: number): HubCommand => command({
  says: `a person gives contact ${n} a company (${m})`,
  when: (model) => model.contacts.length > 0,
  does(model, real) {
    const contact = pick(model.contacts, n);
    if (contact === undefined) return;
    // Two of three times a company of its own, else one that there is: two contacts of one company.
    contact.company = (m % 3 === 0 ? pick(model.companies, m) : undefined) ?? addCompany(model, real);
    real.world.ploomes.update('Contacts', contact.id, { CompanyId: contact.company.id });
    wake(model, contact);
  },
});

const archive = (funnel: Funnel): HubCommand => command({
  says: `${funnel} is archived`,
  when: (model) => !model.archived.has(funnel),
  does(model, real) {
    real.world.ploomes.archivePipeline(real.funnelId(funnel));
    model.archived.add(funnel);
  },
});

const restore = (funnel: Funnel): HubCommand => command({
  says: `${funnel} is restored`,
  when: (model) => model.archived.has(funnel),
  does(model, real) {
    real.world.ploomes.restorePipeline(real.funnelId(funnel));
    model.archived.delete(funnel);
  },
});

const map = (group: Group, rule: Rule | undefined): HubCommand => command({
  says: rule === undefined ? `${group} is mapped no more` : `${group} is mapped to ${rule.funnel}, ${rule.behaviour}`,
  async does(model, real) {
    if (rule === undefined) model.mappings.delete(group);
    else model.mappings.set(group, rule);
    await real.map(model.mappings);
  },
});

const toggleFlag = (): HubCommand => command({
  says: 'the flag is turned over',
  async does(model, real) {
    model.flag = model.flag === 'on' ? 'off' : 'on';
    await real.world.setOptions({ linking: model.flag });
    if (model.flag === 'on') model.since = Math.max(model.since, real.now());
  },
});

export const toggleConnection = (): HubCommand => command({
  says: 'the connection is turned over',
  async does(model, real) {
    const { connections } = real.world.hub();
    model.connection = isActive(model) ? 'inactive' : 'active';
    await (isActive(model) ? connections.activate(real.world.connection) : connections.deactivate(real.world.connection));
    if (isActive(model)) model.since = real.now();
  },
});

const linkCard = (n: number, m: number): HubCommand => onSession(`an agent links card ${m}`, n, async (model, real, session) => {
  const card = pick(model.cards, m);
  if (card?.id === undefined) return;
  await real.world.hub().cards.link({ connection: real.world.connection, protocol: session.protocol, cardId: card.id });
  linkByHand(session, card);
  // What people do while the connection is off is not described.
}, (session, model) => session.followed && isActive(model) && model.cards.length > 0);

const unlink = (n: number): HubCommand => onSession('an agent takes the card off', n, async (_model, real, session) => {
  await real.world.hub().cards.unlink({ connection: real.world.connection, protocol: session.protocol });
  unlinkByHand(session);
}, (session, model) => session.card !== undefined && isActive(model));

export const linkContact = (n: number, m: number): HubCommand => onSession(`an agent links contact ${m}`, n, async (model, real, session) => {
  const contact = pick(model.contacts, m);
  if (contact === undefined) return;
  await real.world.hub().contacts.link({ connection: real.world.connection, protocol: session.protocol, contactId: contact.id });
  const alike = session.client === undefined ? model.sessions.filter((each) => each.followed && each.client === undefined && each.phone === session.phone) : [session];
  if (session.client === undefined) model.claimed.add(session.phone);
  for (const each of [session, ...alike.filter((other) => other !== session)]) meet(model, each, contact);
}, (session, model) => session.followed && isActive(model) && isMine(model, session) && canGoTo(session, pick(model.contacts, m)));

/**
 * Another client who was the client before, in the same funnel: whether the records of the cards that were left go back with the session
 * is not said.
 */
function canGoTo(session: ModelSession, contact: ModelContact | undefined): boolean {
  if (contact === undefined || contact === session.client) return false;
  return !session.served.some(({ client }) => client === contact);
}

/** A session whose telephone got a contact while the connection was off is that contact's as soon as it is looked at. */
const isMine = (model: HubModel, { client, phone }: ModelSession): boolean => client !== undefined || contactOfPhone(model, phone) === undefined;

const personMakesCard = (n: number, funnel: Funnel): HubCommand => command({
  says: `a person makes a card for contact ${n} in ${funnel}`,
  when: (model) => model.contacts.length > 0 && !model.archived.has(funnel),
  does(model, real) {
    const contact = pick(model.contacts, n);
    if (contact === undefined) return;
    const clientId = contact.company?.id ?? contact.id;
    const title = `Feito à mão ${model.cards.length}`;
    const { Id } = real.world.ploomes.create('Deals', { Title: title, ContactId: clientId, PipelineId: real.funnelId(funnel) });
    model.cards.push({ funnel, clientId, title, id: Id });
  },
});

const restart = (): HubCommand => command({ says: 'the hub is restarted', does: async (_model, real) => await real.world.restart() });

const group = fc.constantFrom(...GROUPS);
const funnel = fc.constantFrom(...FUNNELS);
const any = fc.nat({ max: 11 });
const phone = fc.nat({ max: PHONES - 1 });
const part = fc.constantFrom<Part>('same part', 'same part', 'new part');
export const rule: fc.Arbitrary<Rule> = fc.record({ funnel, behaviour: fc.constantFrom('always-create' as const, 'link-last' as const) });

const nothing = command({ says: '', when: () => false, does: () => undefined });

/** Every command by how often it comes; shrinking ends at the one that does nothing. */
const hubCommand: fc.Arbitrary<HubCommand> = fc.oneof(
  { withCrossShrink: true },
  { weight: 1, arbitrary: fc.constant(nothing) },
  { weight: 8, arbitrary: fc.tuple(phone, fc.option(group, { nil: undefined, freq: 5 }), fc.constantFrom(...CHANNELS)).map((all) => start(...all)) },
  { weight: 8, arbitrary: fc.tuple(any, group, part).map((all) => transfer(...all)) },
  { weight: 3, arbitrary: fc.tuple(any, fc.array(group, { minLength: 2, maxLength: 3 }), part).map((all) => lateTransfers(...all)) },
  { weight: 2, arbitrary: fc.tuple(any, any).map(([n, m]) => comment(n, `comentário ${m}`)) },
  { weight: 1, arbitrary: fc.tuple(any, fc.constantFrom(...CLASSIFICATIONS)).map((all) => classify(...all)) },
  { weight: 2, arbitrary: any.map(close) },
  { weight: 2, arbitrary: any.map(reopen) },
  { weight: 2, arbitrary: fc.tuple(any, any).map((all) => tellAgain(...all)) },
  { weight: 2, arbitrary: fc.tuple(phone, fc.boolean()).map((all) => inPloomes(...all)) },
  { weight: 2, arbitrary: phone.map(throughLibrary) },
  { weight: 2, arbitrary: fc.tuple(any, any).map((all) => attachCompany(...all)) },
  { weight: 2, arbitrary: funnel.map(archive) },
  { weight: 2, arbitrary: funnel.map(restore) },
  { weight: 2, arbitrary: fc.tuple(group, fc.option(rule, { nil: undefined, freq: 5 })).map((all) => map(...all)) },
  { weight: 2, arbitrary: fc.constant(0).map(toggleFlag) },
  { weight: 2, arbitrary: fc.constant(0).map(toggleConnection) },
  { weight: 3, arbitrary: fc.tuple(any, any).map((all) => linkCard(...all)) },
  { weight: 2, arbitrary: any.map(unlink) },
  { weight: 2, arbitrary: fc.tuple(any, any).map((all) => linkContact(...all)) },
  { weight: 2, arbitrary: fc.tuple(any, funnel).map((all) => personMakesCard(...all)) },
  { weight: 1, arbitrary: fc.constant(0).map(restart) },
);

/** A story of so many commands; those that make no sense at their place are passed over. */
export const stories = (most: number): fc.Arbitrary<HubCommand[]> =>
  fc.array(hubCommand, { minLength: most - 4, maxLength: most, size: 'max' });
