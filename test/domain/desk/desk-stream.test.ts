import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AgentId } from '../../../src/domain/agent/agent.ts';
import type { DeskListing } from '../../../src/domain/desk/desk-listing.ts';
import { streamOf, type AgentNews, type DeskHappenings } from '../../../src/domain/desk/desk-stream.ts';
import type { Protocol } from '../../../src/domain/attendance/sighting.ts';
import { agentIds } from '../../arbitraries/conversation.ts';
import { aMessage, anAgentId } from '../../builders/a-message.ts';
import { aCardId } from '../../builders/a-story.ts';
import { at } from '../../builders/a-session.ts';
import { aContactId } from '../../builders/an-identity.ts';

const [bruna, caio, dora] = [anAgentId(11), anAgentId(12), anAgentId(13)] as const;

interface ListingOf { readonly agent?: AgentId | undefined; readonly agents?: readonly AgentId[]; readonly tab?: 'open' | 'closed'; readonly unread?: number; readonly minute?: number }

const aListing = ({ agent = bruna, agents = [bruna], tab = 'open', unread = 0, minute = 0 }: ListingOf = {}, over: Partial<DeskListing['row']> = {}): DeskListing => ({
  agent, agents, at: at(minute),
  row: { protocol: 'WA001' as Protocol, tab, channel: { kind: 'whatsapp' }, at: at(minute), startedAt: at(0), unread, ...over },
});
const told = (news: readonly AgentNews[], agent: AgentId) => news.filter((each) => each.agent === agent).map(({ event }) => event.type);

describe('PAN-01, PAN-11: what agents are told of a session', () => {
  test('a new one goes to whoever attends it', () => {
    expect(streamOf(undefined, aListing())).toEqual([
      { agent: bruna, event: { type: 'session.upsert', data: aListing().row } },
      { agent: bruna, event: { type: 'counts', data: { change: { open: 1, closed: 0, unread: 0 } } } },
    ]);
  });

  test('nobody is told of one that a bot has', () => {
    const { agent: _agent, ...unattended } = aListing({ agents: [] });
    expect(streamOf(undefined, unattended, { newMessages: [aMessage(1)] })).toEqual([]);
  });

  test('PAN-06: a transfer takes it from one, saying why, and brings it to the other', () => {
    const news = streamOf(aListing(), aListing({ agent: caio, agents: [bruna, caio], unread: 2, minute: 5 }));
    expect(news.find(({ agent }) => agent === bruna)).toEqual({ agent: bruna, event: { type: 'session.remove', data: { protocol: 'WA001', reason: 'transferred' } } });
    expect(told(news, bruna)).toEqual(['session.remove', 'counts']);
    expect(told(news, caio)).toEqual(['session.upsert', 'counts']);
    expect(news).toContainEqual({ agent: caio, event: { type: 'counts', data: { change: { open: 1, closed: 0, unread: 1 } } } });
  });

  test('PAN-12: its end moves it to the other list of everybody who took part', () => {
    const news = streamOf(aListing({ agent: caio, agents: [bruna, caio] }), aListing({ agent: caio, agents: [bruna, caio], tab: 'closed', minute: 9 }));
    expect(told(news, caio)).toEqual(['session.upsert', 'counts']);
    expect(told(news, bruna)).toEqual(['session.upsert', 'counts']);
    expect(news).toContainEqual({ agent: caio, event: { type: 'counts', data: { change: { open: -1, closed: 1, unread: 0 } } } });
    expect(news).toContainEqual({ agent: bruna, event: { type: 'counts', data: { change: { open: 0, closed: 1, unread: 0 } } } });
  });

  test('SES-09: reopened, it leaves the lists of those who do not attend it', () => {
    const news = streamOf(aListing({ agent: caio, agents: [bruna, caio], tab: 'closed' }), aListing({ agent: caio, agents: [bruna, caio] }));
    expect(news.find(({ agent }) => agent === bruna)?.event).toMatchObject({ type: 'session.remove', data: { reason: 'taken' } });
  });

  test('messages and comments go to whoever attends it, with the row that they change', () => {
    const happenings = { newMessages: [aMessage(1)], changedMessages: [aMessage(0, { by: 'agent', state: 'read' })], newComments: [{ text: 'ok' }] };
    const news = streamOf(aListing(), aListing({ unread: 1, minute: 1 }), happenings);
    expect(told(news, bruna)).toEqual(['session.upsert', 'message.new', 'message.patch', 'comment.new', 'counts']);
  });

  test('a row that stays as it was is not told again', () => expect(streamOf(aListing(), aListing())).toEqual([]));

  test('PAN-02, PAN-03: a client or card that was linked, or unlinked, is told as such', () => {
    const linked = aListing({}, { contactId: aContactId('7'), cardId: aCardId(5) });
    expect(told(streamOf(aListing(), linked), bruna)).toEqual(['session.upsert', 'contact.linked', 'card.linked']);
    expect(streamOf(linked, aListing({}, { contactId: aContactId('7') }))).toContainEqual({ agent: bruna, event: { type: 'card.linked', data: { protocol: 'WA001' } } });
  });
});

const listing = (): fc.Arbitrary<DeskListing> =>
  fc.record({ agents: fc.subarray([...agentIds]), tab: fc.constantFrom('open', 'closed'), unread: fc.nat({ max: 2 }), minute: fc.nat({ max: 2 }), attended: fc.boolean() })
    .map(({ agents, attended, ...rest }) => {
      const { agent, ...whole } = aListing({ ...rest, agents, agent: agents.at(-1) });
      return attended && agents.length > 0 && agent !== undefined ? { ...whole, agent } : whole;
    });
const happenings = (): fc.Arbitrary<DeskHappenings> =>
  fc.record({ newMessages: fc.constantFrom([], [aMessage(1)]), changedMessages: fc.constantFrom([], [aMessage(2)]), newComments: fc.constantFrom([], [{ text: 'ok' }]) });
/** Told here once more, in other words than the code's. */
const mayOpen = (each: DeskListing | undefined, agent: AgentId): boolean =>
  each !== undefined && (each.row.tab === 'open' ? each.agent === agent : each.agents.some((other) => other === agent));

test('PAN-01: each event goes to exactly those who may see the session, a removal to exactly those who may no more', () => {
  fc.assert(fc.property(fc.option(listing(), { nil: undefined }), listing(), happenings(), (before, after, happened) => {
    const news = streamOf(before, after, happened);
    for (const agent of [...agentIds, dora]) {
      const [saw, sees] = [mayOpen(before, agent), mayOpen(after, agent)];
      const types = told(news, agent);
      const isNews = !saw || JSON.stringify(before?.row) !== JSON.stringify(after.row);
      expect(types.filter((type) => type === 'session.upsert').length).toBe(sees && isNews ? 1 : 0);
      expect(types.includes('session.remove')).toBe(saw && !sees);
      for (const [type, list = []] of [['message.new', happened.newMessages], ['message.patch', happened.changedMessages], ['comment.new', happened.newComments]] as const) {
        expect(types.filter((each) => each === type).length).toBe(sees ? list.length : 0);
      }
      if (!saw && !sees) expect(types).toEqual([]);
    }
  }));
});

test('PAN-01: the numbers that an agent was told add up to what the lists hold', () => {
  fc.assert(fc.property(fc.array(listing(), { minLength: 1, maxLength: 6 }), (steps) => {
    for (const agent of agentIds) {
      const sum = { open: 0, closed: 0, unread: 0 };
      steps.forEach((after, nth) => {
        for (const { agent: whose, event } of streamOf(steps[nth - 1], after)) {
          if (whose !== agent || event.type !== 'counts') continue;
          for (const name of ['open', 'closed', 'unread'] as const) sum[name] += event.data.change[name];
        }
      });
      const last = steps.at(-1);
      const sees = mayOpen(last, agent);
      expect(sum).toEqual({
        open: sees && last?.row.tab === 'open' ? 1 : 0, closed: sees && last?.row.tab === 'closed' ? 1 : 0, unread: sees && last?.row.tab === 'open' && last.row.unread > 0 ? 1 : 0,
      });
    }
  }));
});
