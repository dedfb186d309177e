import { describe, expect, test } from 'vitest';
import { evolveTalk, type Talk } from '../../../src/domain/conversation/talk.ts';
import type { ChatMessage } from '../../../src/domain/conversation/message.ts';
import { deskListingOf } from '../../../src/domain/desk/desk-listing.ts';
import type { Sighting } from '../../../src/domain/attendance/sighting.ts';
import { evolveFollowed, followSession } from '../../../src/domain/following/followed-session.ts';
import { aMessage, anAgentId } from '../../builders/a-message.ts';
import { aCardId, aFunnelId, theSettings } from '../../builders/a-story.ts';
import { aSighting, at } from '../../builders/a-session.ts';
import { aContactId } from '../../builders/an-identity.ts';

const settings = theSettings({});
const bruna = { id: anAgentId(11), name: 'Bruna' };
const caio = { id: anAgentId(12), name: 'Caio' };
const client = { phone: 'whatsapp_553187654321', name: 'Ana' };

const followed = (first: Sighting, ...rest: readonly Sighting[]) =>
  rest.reduce((state, sighting) => evolveFollowed(state, { type: 'ChatSessionSighted', sighting, settings }), followSession(first, settings));
const talkOf = (...messages: readonly ChatMessage[]) => messages.reduce<Talk | undefined>(evolveTalk, undefined);
const open = followed(aSighting(0, 'Vendas', { agent: bruna, client }));

describe('PAN-01: a session in an agent’s list', () => {
  test('in progress, with what the chat tells of it', () => {
    expect(deskListingOf({ followed: open })).toEqual({
      agent: '11', agents: ['11'], name: 'Ana', phone: '5531987654321', at: at(0),
      row: {
        protocol: 'WA001', tab: 'open', name: 'Ana', phone: '5531987654321', channel: { kind: 'whatsapp' }, group: { id: 'Vendas', name: 'Vendas' },
        agentName: 'Bruna', at: at(0), startedAt: at(0), unread: 0,
      },
    });
  });

  test('with its conversation: preview, unread, since when the client waits, and until when free text goes', () => {
    const talk = talkOf(aMessage(1, { minute: 1, by: 'agent' }), aMessage(2, { minute: 2 }), aMessage(3, { minute: 4, text: 'e aí?' }));
    const { row } = deskListingOf({ followed: open, talk });
    expect(row).toMatchObject({ at: at(4), preview: { by: 'client', kind: 'text', text: 'e aí?' }, unread: 2, waitingSince: at(2), windowClosesAt: at(4 + 24 * 60) });
  });

  test('a channel without a window closes none', () => {
    const webchat = followed(aSighting(0, 'Vendas', { channel: { kind: 'webchat' }, agent: bruna }));
    expect(deskListingOf({ followed: webchat, talk: talkOf(aMessage(1)) }).row).not.toHaveProperty('windowClosesAt');
  });

  test('the CRM’s name of the client goes before the chat’s; client and card are there once they are known', () => {
    const linked = evolveFollowed(evolveFollowed(open, { type: 'ClientKnown', contactId: aContactId('7'), settings }), { type: 'CardLinkedByHand', cardId: aCardId(5), funnelId: aFunnelId('f1') });
    expect(deskListingOf({ followed: open }).row).not.toHaveProperty('contactId');
    expect(deskListingOf({ followed: linked, contactName: 'Ana Souza' })).toMatchObject({ name: 'Ana Souza', row: { name: 'Ana Souza', contactId: '7', cardId: '5' } });
  });

  test('after a transfer it is the new agent’s, and both took part', () => {
    const moved = followed(aSighting(0, 'Vendas', { agent: bruna, client }), aSighting(5, 'Suporte', { agent: caio, client }));
    expect(deskListingOf({ followed: moved })).toMatchObject({ agent: '12', agents: ['11', '12'], row: { group: { name: 'Suporte' }, agentName: 'Caio', at: at(5) } });
  });

  test('PAN-06: in a group’s queue it is nobody’s, until somebody attends it there', () => {
    const passedOn = [aSighting(0, 'Vendas', { agent: bruna, client }), aSighting(5, 'Suporte', { state: 'waiting', client })] as const;
    const listing = deskListingOf({ followed: followed(...passedOn) });
    expect(listing).not.toHaveProperty('agent');
    expect(listing).toMatchObject({ agents: ['11'], row: { tab: 'open' } });
    expect(listing.row).not.toHaveProperty('agentName');
    expect(deskListingOf({ followed: followed(...passedOn, aSighting(6, 'Suporte', { agent: caio })) }).agent).toBe('12');
  });

  test('a later word that does not name the agent takes the session from nobody', () => {
    expect(deskListingOf({ followed: followed(aSighting(0, 'Vendas', { agent: bruna }), aSighting(5, 'Vendas')) }).agent).toBe('11');
    expect(deskListingOf({ followed: followed(aSighting(0, 'Vendas', { agent: bruna }), aSighting(5)) }).agent).toBe('11');
  });

  test('PAN-12: once it has ended, wherever it was ended, it stands among those that have, and nobody waits', () => {
    const ended = followed(aSighting(0, 'Vendas', { agent: bruna, client }), aSighting(9, 'Vendas', { agent: bruna, state: 'closed', ended: 9 }));
    const { row } = deskListingOf({ followed: ended, talk: talkOf(aMessage(1, { minute: 1 })) });
    expect(row).toMatchObject({ tab: 'closed', at: at(9) });
    expect(row).not.toHaveProperty('waitingSince');
  });

  test('PAN-06: passed on to a group, it is nobody’s until one of the group takes it', () => {
    const queued = followed(aSighting(0, 'Vendas', { agent: bruna, client }), aSighting(5, 'Suporte', { state: 'waiting', client }));
    const listing = deskListingOf({ followed: queued });
    expect(listing).toMatchObject({ agents: ['11'], row: { tab: 'open', group: { name: 'Suporte' } } });
    expect(listing).not.toHaveProperty('agent');
    expect(listing.row).not.toHaveProperty('agentName');
  });

  test('taken from the queue within the second in which it came there, it is whoever’s took it', () => {
    const taken = followed(aSighting(0, 'Vendas', { state: 'waiting', client }), aSighting(0, 'Vendas', { agent: bruna, client }));
    expect(deskListingOf({ followed: taken })).toMatchObject({ agent: '11' });
  });

  test('while a bot has it nobody attends it', () => {
    const listing = deskListingOf({ followed: followed(aSighting(0, undefined, { client })) });
    expect(listing.agents).toEqual([]);
    expect(listing).not.toHaveProperty('agent');
    expect(listing.row).not.toHaveProperty('group');
  });

  test('a number that cannot be read keeps its digits, and is searched by them', () => {
    expect(deskListingOf({ followed: followed(aSighting(0, 'Vendas', { client: { phone: '+99 12-34' } })) }).phone).toBe('991234');
  });
});
