import { describe, expect, test } from 'vitest';
import { decidePortfolio, integratedAgents, type Agent, type PortfolioFacts, type PortfolioPlan } from '../../../src/domain/index.ts';
import { aChatClientId } from '../../builders/a-chat-client.ts';
import { anAgent, aUser, agents, memory, users } from './sides.ts';

const decide = (over: Partial<PortfolioFacts> = {}): PortfolioPlan =>
  decidePortfolio({ agents, client: aChatClientId(1), field: [], associated: [], ...over });

const [ana, bia, caio] = [anAgent('ana'), anAgent('bia'), anAgent('caio')];
const [userAna, userBia, userCaio] = [aUser('ana'), aUser('bia'), aUser('caio')];

describe('AGT-03: the owner’s agent', () => {
  test('is associated with the client', () => {
    expect(decide({ owner: userAna, memory: memory({}) }).steps).toEqual([{ type: 'AssociateAgent', agent: ana, because: 'owner' }]);
  });

  test('no owner, or one who is no agent, makes no association', () => {
    expect(decide({ memory: memory({}) }).steps).toEqual([]);
    expect(decide({ owner: aUser('boss'), memory: memory({}) }).steps).toEqual([]);
  });

  test('who was associated for an owner before goes', () => {
    const before = memory({ owners: [ana], associated: [ana] });
    expect(decide({ owner: userBia, associated: [ana], memory: before }).steps).toEqual([
      { type: 'AssociateAgent', agent: bia, because: 'owner' }, { type: 'DissociateAgent', agent: ana },
    ]);
  });

  test('is integrated by AGT-01', () => {
    const person = (name: string, over: Partial<Agent> = {}): Agent =>
      ({ id: anAgent(name), name, email: `${name}@exemplo.test`, profile: 'agent', hasChatToken: true, active: true, ...over });
    const crmUsers = users.map((id) => ({ id, name: id, email: `${id.replace('user-', '')}@exemplo.test`, suspended: false, integration: false }));
    expect(integratedAgents({ allAgents: [person('ana'), person('bia', { hasChatToken: false }), person('dora')], crmUsers })).toEqual([{ agent: ana, user: userAna }]);
  });
});

describe('AGT-04: the field adds further agents', () => {
  test('the difference is applied, and nothing besides', () => {
    const before = memory({ field: [ana, bia], associated: [ana, bia] });
    expect(decide({ field: [userBia, userCaio], associated: [ana, bia], memory: before }).steps).toEqual([
      { type: 'AssociateAgent', agent: caio, because: 'field' }, { type: 'DissociateAgent', agent: ana },
    ]);
    expect(decide({ owner: userAna, field: [userBia], associated: [bia, ana], memory: before }).steps).toEqual([]);
  });

  test('users of the field who are no agents stay in it, and associations of agents who are no users stay', () => {
    expect(decide({ field: [aUser('boss')], associated: [anAgent('dora')], memory: memory({}) }).steps).toEqual([]);
  });

  test('an agent who is not integrated for a while loses nothing', () => {
    const before = memory({ field: [ana], owners: [bia], associated: [ana, bia] });
    const without = decide({ agents: [], owner: userBia, field: [userAna], associated: [ana, bia], memory: before });
    expect(without).toEqual({ steps: [], notes: [], memory: before });
    expect(decide({ owner: userBia, field: [userAna], associated: [ana, bia], memory: without.memory }).steps).toEqual([]);
  });

  test('on another chat client everything is associated anew, and nothing is taken for removed', () => {
    const before = memory({ field: [ana], owners: [bia], associated: [ana, bia] });
    expect(decide({ client: aChatClientId(2), owner: userBia, field: [userAna], memory: before }).steps).toEqual([
      { type: 'AssociateAgent', agent: ana, because: 'field' }, { type: 'AssociateAgent', agent: bia, because: 'owner' },
    ]);
  });
});

describe('AGT-05: what is changed in the chat', () => {
  test('comes into the field, or goes out of it', () => {
    const before = memory({ field: [ana], associated: [ana] });
    expect(decide({ field: [userAna], associated: [ana, bia], memory: before }).steps).toEqual([{ type: 'WriteAgentsField', add: [userBia], remove: [] }]);
    expect(decide({ field: [userAna], associated: [], memory: before }).steps).toEqual([{ type: 'WriteAgentsField', add: [], remove: [userAna] }]);
  });

  test('the association that was made for the owner changes nothing when it comes back', () => {
    const { memory: after } = decide({ owner: userAna, memory: memory({}) });
    expect(decide({ owner: userAna, associated: [ana], memory: after }).steps).toEqual([]);
  });

  test('both sides may change at once', () => {
    const before = memory({ field: [ana, bia], associated: [ana, bia] });
    expect(decide({ field: [userAna, userCaio], associated: [bia], memory: before }).steps).toEqual([
      { type: 'AssociateAgent', agent: caio, because: 'field' }, { type: 'DissociateAgent', agent: bia }, { type: 'WriteAgentsField', add: [], remove: [userAna] },
    ]);
  });
});

describe('AGT-07: nothing is lost', () => {
  test('at activation what the chat has goes into the field, and nothing is removed', () => {
    expect(decide({ owner: userCaio, field: [userBia], associated: [ana] }).steps).toEqual([
      { type: 'AssociateAgent', agent: bia, because: 'field' },
      { type: 'AssociateAgent', agent: caio, because: 'owner' },
      { type: 'WriteAgentsField', add: [userAna], remove: [] },
    ]);
  });

  test('what neither owner nor field ever held is not removed', () => {
    expect(decide({ owner: userBia, associated: [ana, bia], memory: memory({ owners: [bia], associated: [bia] }) }).steps).toEqual([
      { type: 'WriteAgentsField', add: [userAna], remove: [] },
    ]);
  });

  test('a field that is unknown is not empty: the owner’s agent comes, and nobody goes', () => {
    const before = memory({ field: [ana], owners: [bia], associated: [ana, bia] });
    const blind = decide({ owner: userCaio, field: 'unknown', associated: [ana, bia], memory: before });
    expect(blind.steps).toEqual([{ type: 'AssociateAgent', agent: caio, because: 'owner' }]);
    expect(decide({ owner: userCaio, field: [userAna], associated: [ana, bia, caio], memory: blind.memory }).steps).toEqual([{ type: 'DissociateAgent', agent: bia }]);
  });

  test('a field that appears later is filled first', () => {
    const blind = decide({ owner: userBia, field: 'unknown', associated: [ana] });
    expect(blind.steps).toEqual([{ type: 'AssociateAgent', agent: bia, because: 'owner' }]);
    expect(decide({ owner: userBia, field: [], associated: [ana, bia], memory: blind.memory }).steps).toEqual([{ type: 'WriteAgentsField', add: [userAna], remove: [] }]);
  });

  test('an owner’s agent removed in the chat is put back once, and the history says so', () => {
    const before = memory({ owners: [ana], associated: [ana] });
    const once = decide({ owner: userAna, memory: before });
    expect(once).toMatchObject({ steps: [{ type: 'AssociateAgent', agent: ana, because: 'owner-put-back' }], notes: [{ type: 'owner-put-back', agent: ana }] });
    const twice = decide({ owner: userAna, memory: once.memory });
    expect(twice).toMatchObject({ steps: [], notes: [{ type: 'owner-left-out', agent: ana }] });
    expect(decide({ owner: userAna, memory: twice.memory })).toMatchObject({ steps: [], notes: [] });
  });

  test('another owner in between makes it count anew', () => {
    const twice = decide({ owner: userAna, memory: memory({ owners: [ana], putBack: ana }) });
    const other = decide({ owner: userBia, memory: twice.memory });
    expect(decide({ owner: userAna, associated: [bia], memory: other.memory }).steps).toContainEqual({ type: 'AssociateAgent', agent: ana, because: 'owner' });
  });
});
