import { Defect, decideUnlinkings, parseChatClientId, parseContactId, phoneConflictKey, tallyPlan, type ChatClientId, type ContactId, type DoubtedLink, type PlanTally } from '../../../../domain/index.ts';
import type { SecretBox } from '../../../../adapters/system/index.ts';
import type { BaseClients, BaseContact, BaseContacts, Clock, PlannedRow, SynchronisationIssues, SynchronisationRun, SynchronisationRuns } from '../../../../ports/index.ts';
import type { BaseWork } from '../base-work.ts';
import { contactChangeOf } from '../carry-out.ts';
import type { ContactGatherer, ContactScene } from '../gather-contact.ts';
import { isSettled } from '../synchronise-contact.ts';
import type { TellOfNumbers } from '../tell-of-numbers.ts';
import type { Phase, PhasePage } from './phase.ts';

export interface ActPhasesNeeds {
  readonly baseContacts: BaseContacts;
  readonly baseClients: BaseClients;
  readonly runs: SynchronisationRuns;
  readonly issues: SynchronisationIssues;
  readonly gatherer: ContactGatherer;
  readonly tellOfNumbers: TellOfNumbers;
  readonly clock: Clock;
  readonly box: SecretBox;
}

/** The phases that compare what was read, and act. */
export interface ActPhases {
  readonly compare: Phase;
  readonly unlink: Phase;
  readonly finish: Phase;
}

const CONTACTS_COMPARED = 50;
/** While so many contacts are being written, no more are compared: what waits is bounded, and so is what a pause leaves to be done. */
const MOST_OPEN = 60;
/** One more than may go without asking. */
const ENOUGH_TO_ASK = 51;
const DOUBTS = ['absent', 'step', 'leaving'] as const;

type Standing = { readonly contact: ContactId } & (
  | { readonly is: 'same' }
  | { readonly is: 'differing' | 'doubted'; readonly row: PlannedRow });

export function createActPhases({ baseContacts, baseClients, runs, issues, gatherer, tellOfNumbers, clock, box }: ActPhasesNeeds): ActPhases {
  async function openOnes({ connection }: BaseWork, run: SynchronisationRun): Promise<number> {
    return (await baseContacts.tally(connection.id, run.number)).open + await runs.countPlanned(connection.id, run.number, ['leaving']);
  }

  async function standingOf(work: BaseWork, { entry }: BaseContact): Promise<Standing & { readonly scene: ContactScene }> {
    const contact = entry.contact.id;
    const scene = await gatherer.gather(work, contact, 'known');
    const notices = await tellOfNumbers.due(work, scene, []);
    if (isSettled(scene) && notices.length === 0) return { is: 'same', contact, scene };
    const row: PlannedRow = { contact, steps: [...stepsOf(scene), ...notices.map(() => ({ type: 'RecordInteraction' }))] };
    return scene.plan.steps.some(({ type }) => type === 'UnlinkChatClient')
      ? { is: 'doubted', contact, scene, row: { ...row, doubt: 'step' } }
      : { is: 'differing', contact, scene, row };
  }

  /** Those that are the same need no delivery; a first look at their agents is remembered all the same. */
  async function noteSame({ connection }: BaseWork, { contact, plan, portfolio, known }: ContactScene): Promise<void> {
    const memory = portfolio?.plan.memory;
    const isNew = memory !== undefined && JSON.stringify(memory) !== JSON.stringify(known?.portfolio);
    await baseContacts.note(connection.id, contact.id, { outcome: plan.match.outcome === 'not-asked' ? 'left-out' : 'same', ...(isNew ? { portfolio: memory } : {}) });
  }

  async function noteConflicts({ connection }: BaseWork, scenes: readonly ContactScene[]): Promise<void> {
    const some = await issues.conflicts(connection.id, { state: 'open', limit: 1 });
    for (const { contact, plan: { match } } of scenes) {
      const conflicts = 'conflicts' in match ? match.conflicts : [];
      if (conflicts.length === 0 && some.length === 0) continue;
      const kept = conflicts.map((conflict) => ({ id: box.mark(`conflict/${phoneConflictKey(conflict)}`), conflict }));
      await issues.keepConflicts(connection.id, { contact: contact.id, conflicts: kept, at: clock.now() });
    }
  }

  async function compare(work: BaseWork, run: SynchronisationRun, cursor: string | undefined): Promise<PhasePage> {
    if (await openOnes(work, run) >= MOST_OPEN) return { next: 'wait' };
    const { connection } = work;
    const page = await baseContacts.page(connection.id, { seen: 'in', run: run.number, after: idOf(cursor), limit: CONTACTS_COMPARED });
    const standings = await Promise.all(page.map(async (each) => await standingOf(work, each)));
    const scenes = standings.map(({ scene }) => scene);
    const [differing, rows] = [standings.flatMap((each) => (each.is === 'differing' ? [each] : [])), standings.flatMap((each) => (each.is === 'same' ? [] : [each.row]))];
    await noteConflicts(work, scenes);
    await Promise.all(standings.flatMap((each) => (each.is === 'same' ? [noteSame(work, each.scene)] : [])));
    await runs.plan(connection.id, run.number, run.mode === 'plan' ? rows : rows.filter(({ doubt }) => doubt !== undefined));
    const acts = run.mode === 'act' ? differing.map(({ contact }) => contact) : [];
    await Promise.all(acts.map(async (contact) => await baseContacts.note(connection.id, contact, { outcome: 'open' })));
    const last = page.length < CONTACTS_COMPARED ? undefined : page.at(-1)?.entry.contact.id;
    return {
      next: last === undefined ? 'over' : { cursor: last }, contacts: acts,
      counts: (before) => ({ ...before, tally: tallied(before.tally, scenes) }),
      decision: { compared: page.length, differing: differing.length },
    };
  }

  /** How many links would go, and whether somebody has to say so first. */
  async function unlinkings({ connection }: BaseWork, run: SynchronisationRun): Promise<{ readonly count: number; readonly outcome: 'ask' | 'planned' }> {
    const count = await runs.countPlanned(connection.id, run.number, DOUBTS);
    const some = await runs.planned(connection.id, run.number, { doubt: DOUBTS, limit: ENOUGH_TO_ASK });
    const linkCount = await baseClients.countLinks(connection.id);
    const { outcome } = decideUnlinkings({ doubted: some.flatMap(doubtedLinks), linkCount, agreedTo: (run.agreedTo ?? 0) >= count ? Number.MAX_SAFE_INTEGER : 0 });
    return { count, outcome: outcome === 'ask' ? 'ask' : 'planned' };
  }

  async function unlink(work: BaseWork, run: SynchronisationRun, cursor: string | undefined): Promise<PhasePage> {
    if (await openOnes(work, run) >= MOST_OPEN) return { next: 'wait' };
    const { count, outcome } = await unlinkings(work, run);
    if (run.mode === 'plan' || (cursor === undefined && outcome === 'ask')) {
      const because = run.mode === 'plan' ? 'dry-run' : 'too-many-unlinked';
      return { next: 'asked', counts: (before) => ({ ...before, state: 'asking', asks: { because, unlinks: count } }), decision: { asks: because, unlinks: count } };
    }
    const rows = await runs.planned(work.connection.id, run.number, { doubt: DOUBTS, after: placeOf(cursor), limit: CONTACTS_COMPARED });
    const contacts = [...new Set(rows.map(({ contact }) => contact))];
    await runs.plan(work.connection.id, run.number, rows.flatMap((row) => (row.doubt === 'absent' ? [{ ...row, doubt: 'leaving' as const }] : [])));
    await Promise.all(contacts.map(async (contact) => await baseContacts.note(work.connection.id, contact, { outcome: 'open' })));
    const last = rows.length < CONTACTS_COMPARED ? undefined : rows.at(-1);
    return { next: last === undefined ? 'over' : { cursor: `${last.contact} ${last.client ?? ''}` }, contacts, decision: { unlinked: rows.length } };
  }

  /** Everything that was begun has to end first; then what nobody showed any more is forgotten. */
  async function finish(work: BaseWork, run: SynchronisationRun): Promise<PhasePage> {
    if (await openOnes(work, run) > 0) return { next: 'wait' };
    const { connection } = work;
    const unseen = await baseContacts.page(connection.id, { seen: 'not-in', run: run.number, limit: CONTACTS_COMPARED });
    for (const { entry } of unseen) await baseContacts.forget(connection.id, entry.contact.id);
    if (unseen.length === CONTACTS_COMPARED) return { next: { cursor: 'more' } };
    await runs.clearPlans(connection.id, run.number);
    return { next: 'over', decision: { forgotten: unseen.length } };
  }

  return { compare, unlink, finish };
}

const tallied = (tally: PlanTally, scenes: readonly ContactScene[]): PlanTally =>
  scenes.reduce((sum, { plan, contact }) => tallyPlan(sum, plan, contact.id), tally);

/** Names of steps and fields, nobody's values. */
function stepsOf({ plan, portfolio }: ContactScene): PlannedRow['steps'] {
  const clients = plan.steps.flatMap((step): PlannedRow['steps'] => {
    switch (step.type) {
      case 'UnlinkChatClient': return [{ type: step.type, client: step.client, because: step.because }];
      case 'CreateChatClient': return [{ type: step.type, fields: Object.keys(step.values) }];
      case 'UpdateChatClient': return [{ type: step.type, client: step.client, fields: Object.keys(step.change) }];
      case 'WriteContact': return [];
    }
  });
  const agents = (portfolio?.plan.steps ?? []).flatMap((step) => (step.type === 'WriteAgentsField' ? [] : [{ type: step.type, client: portfolio?.client.id ?? '' }]));
  const fields = Object.keys(contactChangeOf(plan.steps, portfolio));
  return [...clients, ...agents, ...(fields.length === 0 ? [] : [{ type: 'WriteContact', fields }])];
}

function doubtedLinks({ contact, client, doubt, steps }: PlannedRow): readonly DoubtedLink[] {
  if ((doubt === 'absent' || doubt === 'leaving') && client !== undefined) return [{ missing: { contact, client }, reading: 'absent' }];
  return steps.flatMap((step) => (step.type === 'UnlinkChatClient' && step.client !== undefined
    ? [{ step: { type: step.type, client: clientId(step.client), contact, because: 'phone-changed' } }] satisfies readonly DoubtedLink[] : []));
}

const placeOf = (cursor: string | undefined): Pick<PlannedRow, 'contact' | 'client'> | undefined => {
  const [contact = '', client = ''] = cursor?.split(' ') ?? [];
  const id = idOf(contact);
  return id === undefined ? undefined : { contact: id, ...(client === '' ? {} : { client: clientId(client) }) };
};

function idOf(text = ''): ContactId | undefined {
  const id = parseContactId(text);
  return id.ok ? id.value : undefined;
}

function clientId(text: string): ChatClientId {
  const id = parseChatClientId(text);
  if (!id.ok) throw new Defect('defect.client-id', 'A planned row of a run names no chat client.');
  return id.value;
}
