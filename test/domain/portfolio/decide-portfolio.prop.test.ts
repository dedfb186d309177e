import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decidePortfolio, type AgentId, type CrmUserId, type PortfolioMemory, type PortfolioPlan } from '../../../src/domain/index.ts';
import { aChatClientId } from '../../builders/a-chat-client.ts';
import { agents, anAgent, aUser, users } from './sides.ts';

/** Both sides, as small as they can be. */
interface Sides {
  owner: CrmUserId | undefined;
  readonly field: Set<CrmUserId>;
  readable: boolean;
  readonly associated: Set<AgentId>;
  memory: PortfolioMemory | undefined;
}

type Edit =
  | { readonly type: 'owner'; readonly user: CrmUserId | undefined }
  | { readonly type: 'field'; readonly user: CrmUserId }
  | { readonly type: 'association'; readonly agent: AgentId }
  | { readonly type: 'readable' };

interface Told {
  readonly edit: Edit;
  readonly told: boolean;
}

// Two who are no integrated agents are among them.
const user = fc.constantFrom(...users, aUser('boss'));
const agent = fc.constantFrom(...agents.map((each) => each.agent), anAgent('dora'));

const histories = (withTroubles: boolean): fc.Arbitrary<readonly Told[]> =>
  fc.array(
    fc.record({
      told: fc.boolean(),
      edit: fc.oneof(
        fc.record({ type: fc.constant('owner' as const), user: fc.option(user, { nil: undefined }) }),
        fc.record({ type: fc.constant('field' as const), user }),
        fc.record({ type: fc.constant('association' as const), agent }),
        ...(withTroubles ? [fc.record({ type: fc.constant('readable' as const) })] : []),
      ),
    }),
    { maxLength: 12 },
  );

const beginnings = fc.record({ owner: fc.option(user, { nil: undefined }), field: fc.uniqueArray(user), associated: fc.uniqueArray(agent) });

const begin = ({ owner, field, associated }: { owner: CrmUserId | undefined; field: readonly CrmUserId[]; associated: readonly AgentId[] }): Sides =>
  ({ owner, field: new Set(field), readable: true, associated: new Set(associated), memory: undefined });

const toggle = <Element>(set: Set<Element>, element: Element): void => void (set.delete(element) || set.add(element));

function doIt(sides: Sides, edit: Edit): void {
  if (edit.type === 'owner') sides.owner = edit.user;
  else if (edit.type === 'field') toggle(sides.field, edit.user);
  else if (edit.type === 'association') toggle(sides.associated, edit.agent);
  else sides.readable = !sides.readable;
}

const planFor = ({ owner, field, readable, associated, memory }: Sides): PortfolioPlan =>
  decidePortfolio({ agents, client: aChatClientId(1), owner, field: readable ? [...field] : 'unknown', associated: [...associated], memory });

/** One cycle: plan, carry out, remember. */
function agree(sides: Sides): PortfolioPlan {
  const plan = planFor(sides);
  for (const step of plan.steps) {
    if (step.type === 'AssociateAgent') sides.associated.add(step.agent);
    else if (step.type === 'DissociateAgent') sides.associated.delete(step.agent);
    else {
      for (const each of step.add) sides.field.add(each);
      for (const each of step.remove) sides.field.delete(each);
    }
  }
  sides.memory = plan.memory;
  return plan;
}

function play(sides: Sides, history: readonly Told[]): Sides {
  agree(sides);
  for (const { edit, told } of history) {
    doIt(sides, edit);
    if (told) agree(sides);
  }
  return sides;
}

const differences = <Element>(a: ReadonlySet<Element>, b: ReadonlySet<Element>): number =>
  [...a].filter((each) => !b.has(each)).length + [...b].filter((each) => !a.has(each)).length;

const known = (associated: ReadonlySet<AgentId>): readonly AgentId[] => agents.map((each) => each.agent).filter((each) => associated.has(each));

test('AGT-04: associations after any history are the owner’s agent and those of the field', () => {
  fc.assert(
    fc.property(beginnings, histories(true), (beginning, history) => {
      const sides = play(begin(beginning), history);
      sides.readable = true;
      agree(sides);
      const wanted = agents.filter((each) => sides.field.has(each.user) || (sides.owner === each.user && sides.associated.has(each.agent)));
      expect(known(sides.associated)).toEqual(wanted.map((each) => each.agent));
      // The owner's agent is missing only where the chat removed it, was overruled, and removed it again.
      const owners = agents.find((each) => each.user === sides.owner);
      if (owners && !sides.associated.has(owners.agent)) expect(sides.memory?.putBack).toBe(owners.agent);
    }),
  );
});

test('AGT-05: writes stop within one cycle after the last outside edit, in every history', () => {
  fc.assert(
    fc.property(beginnings, histories(true), (beginning, history) => {
      const sides = play(begin(beginning), history);
      agree(sides);
      const again = agree(sides);
      expect(again).toMatchObject({ steps: [], notes: [] });
      expect(again.memory).toEqual(planFor(sides).memory);
    }),
  );
});

test('AGT-04: there are as many calls as differences', () => {
  fc.assert(
    fc.property(beginnings, histories(false), (beginning, history) => {
      const sides = play(begin(beginning), history);
      const before = new Set(sides.associated);
      const fieldBefore = new Set(sides.field);
      const { steps } = agree(sides);
      const calls = steps.filter(({ type }) => type !== 'WriteAgentsField');
      expect(calls.length).toBe(differences(sides.associated, before));
      expect(steps.length - calls.length).toBe(differences(sides.field, fieldBefore) === 0 ? 0 : 1);
    }),
  );
});

test('AGT-07: the first time nothing is removed, on either side', () => {
  fc.assert(
    fc.property(beginnings, fc.boolean(), (beginning, readable) => {
      const sides = begin(beginning);
      sides.readable = readable;
      agree(sides);
      expect([...sides.associated]).toEqual(expect.arrayContaining([...beginning.associated]));
      expect([...sides.field]).toEqual(expect.arrayContaining([...beginning.field]));
    }),
  );
});

test('AGT-07: only what the owner or the field once held is removed from the chat', () => {
  fc.assert(
    fc.property(beginnings, histories(true), (beginning, history) => {
      const sides = begin(beginning);
      const held = new Set<AgentId | undefined>();
      const note = (): void => {
        for (const each of agents) if (sides.owner === each.user || sides.field.has(each.user)) held.add(each.agent);
      };
      for (const { edit, told } of [{ edit: { type: 'owner', user: beginning.owner } as const, told: true }, ...history]) {
        doIt(sides, edit);
        note();
        if (told) for (const step of agree(sides).steps) if (step.type === 'DissociateAgent') expect(held).toContain(step.agent);
        note();
      }
    }),
  );
});
