import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PartId } from '../../../src/domain/attendance/sighting.ts';
import { aNeppoAccount, type NeppoAccount } from './neppo-account.ts';

const part = (id: number | string): PartId => String(id) as PartId;

let account: NeppoAccount;
beforeEach(async () => {
  account = await aNeppoAccount();
});
afterEach(async () => account[Symbol.asyncDispose]());

describe('a session read from Neppo', () => {
  test('tells its client, group, agent, channel and source time in UTC', async () => {
    const { chat, neppo, clock } = account;
    const { id, protocol } = neppo.startSession({ phone: '5511987654321', name: 'Lia Matos', group: 'Vendas', agent: 'Bianca Prado' });
    clock.advance(90_000);
    neppo.comment(id, 'anotado');

    expect(await chat.attendance.findPart(part(id))).toMatchObject({
      protocol,
      part: String(id),
      partStartedAt: '2026-05-04T15:00:00.000Z',
      at: '2026-05-04T15:01:30.000Z',
      state: 'open',
      channel: { kind: 'whatsapp' },
      client: { name: 'Lia Matos', phone: '5511987654321' },
      group: { name: 'Vendas' },
      agent: { name: 'Bianca Prado' },
    });
  });

  test('CRD-16: is in no group while only the bot has it, then in the group that it went to', async () => {
    const { chat, neppo } = account;
    const { id } = neppo.startSession({ phone: '5511987654321', name: 'Lia Matos', bot: true });
    expect((await chat.attendance.findPart(part(id)))?.group).toBeUndefined();
    neppo.transfer(id, { group: 'Suporte' });
    expect(await chat.attendance.findPart(part(id))).toMatchObject({ state: 'waiting', group: { name: 'Suporte' } });
  });

  test('CRD-16: a transfer may make a new part under the same protocol', async () => {
    const { chat, neppo, clock } = account;
    const first = neppo.startSession({ phone: '5511987654321', name: 'Lia Matos', group: 'Vendas' });
    clock.advance(60_000);
    const second = neppo.transfer(first.id, { group: 'Suporte', newPart: true });

    const [before, after] = await Promise.all([first.id, second.id].map((id) => chat.attendance.findPart(part(id))));

    expect(second.id).not.toBe(first.id);
    expect(before).toMatchObject({ protocol: first.protocol, state: 'closed', endedAt: '2026-05-04T15:01:00.000Z', group: { name: 'Vendas' } });
    expect(after).toMatchObject({ protocol: first.protocol, state: 'waiting', group: { name: 'Suporte' }, partStartedAt: '2026-05-04T15:01:00.000Z' });
  });

  test('is asked for by its id as text with EQNUM, so that Neppo does not answer 500', async () => {
    const { chat, neppo, notes } = account;
    const { id } = neppo.startSession({ phone: '5511987654321', name: 'Lia Matos', group: 'Vendas' });
    await chat.attendance.findPart(part(id));
    expect(notes.map(({ route, outcome }) => [route, outcome])).toEqual([
      ['POST /oauth2/token', 'ok'],
      ['POST /chatapi/1.0/api/v2/user-session', 'ok'],
    ]);
  });

  test('that does not exist is absent; an id that is no number is not even asked for', async () => {
    const { chat, notes } = account;
    expect(await chat.attendance.findPart(part(99))).toBeUndefined();
    const asked = notes.length;
    expect(await chat.attendance.findPart(part('9; drop'))).toBeUndefined();
    expect(notes.length).toBe(asked);
  });
});

describe('what was said about a session', () => {
  test('SES-05: comments of all parts come oldest first, with author and time', async () => {
    const { chat, neppo, clock } = account;
    const first = neppo.startSession({ phone: '5511987654321', name: 'Lia Matos', group: 'Vendas' });
    neppo.comment(first.id, 'um', 'Bianca Prado');
    clock.advance(60_000);
    const second = neppo.transfer(first.id, { group: 'Suporte', newPart: true });
    neppo.comment(second.id, 'dois');

    const comments = await chat.attendance.commentsOf([part(second.id), part(first.id)]);

    expect(comments.map(({ text, at }) => [text, at])).toEqual([
      ['um', '2026-05-04T15:00:00.000Z'],
      ['dois', '2026-05-04T15:01:00.000Z'],
    ]);
    expect(comments.every(({ author }) => author !== undefined)).toBe(true);
  });

  test('a session without comments has none, nor has one that Neppo does not know', async () => {
    const { chat, neppo } = account;
    const { id } = neppo.startSession({ phone: '5511987654321', name: 'Lia Matos', group: 'Vendas' });
    expect(await chat.attendance.commentsOf([part(id), part(99)])).toEqual([]);
    neppo.faults({ route: 'GET /api/sessions/comment/*', status: 404, times: 1 });
    expect(await chat.attendance.commentsOf([part(id)])).toEqual([]);
  });

  test('SES-05: the latest classification of all parts is told in the words of its tree, with its comment', async () => {
    const { chat, neppo, clock } = account;
    const first = neppo.startSession({ phone: '5511987654321', name: 'Lia Matos', group: 'Vendas' });
    neppo.classify(first.id, 'Sem interesse');
    clock.advance(60_000);
    const second = neppo.transfer(first.id, { group: 'Suporte', newPart: true });
    neppo.classify(second.id, 'Orçamento enviado', 'vale até sexta');

    expect(await chat.attendance.classificationOf([part(second.id), part(first.id)])).toEqual({
      label: 'Orçamento enviado',
      comment: 'vale até sexta',
    });
  });

  test('a session that was not classified has no classification, and no tree is read for it', async () => {
    const { chat, neppo, notes } = account;
    const { id } = neppo.startSession({ phone: '5511987654321', name: 'Lia Matos', group: 'Vendas' });
    expect(await chat.attendance.classificationOf([part(id)])).toBeUndefined();
    expect(notes.some(({ route }) => route.includes('classification-tree'))).toBe(false);
  });

  test('where the tree is not to be had, the id of the chosen node stands for its words', async () => {
    const { chat, neppo } = account;
    const { id } = neppo.startSession({ phone: '5511987654321', name: 'Lia Matos', group: 'Vendas' });
    neppo.classify(id, 'Sem interesse');
    neppo.faults({ route: 'GET /api/classification-tree/*', status: 404, times: 1 });
    expect((await chat.attendance.classificationOf([part(id)]))?.label).toMatch(/^\d+$/);
  });
});

describe('the groups and agents of a tenant', () => {
  test('more than a page of groups is read whole, though pages are cut to 50 without a word', async () => {
    const groups = Array.from({ length: 120 }, (_, n) => `Grupo ${n}`);
    await using crowded = await aNeppoAccount({ groups });
    expect((await crowded.chat.attendance.groups()).map(({ name }) => name)).toEqual(groups);
  });

  test('AGT-01: agents are told with profile, e-mail and whether a chat token was generated', async () => {
    const { chat, neppo } = account;
    neppo.saveAgent({ name: 'Otto Lima', email: 'otto@empresa.example', groups: ['Vendas'], chatToken: false });
    const agents = await chat.roster.list();
    expect(agents.find(({ name }) => name === 'Bianca Prado')).toMatchObject({ profile: 'agent', email: 'bianca.prado@empresa.example', hasChatToken: true, active: true });
    expect(agents.find(({ name }) => name === 'Denise Rocha')).toMatchObject({ profile: 'supervisor-agent' });
    expect(agents.find(({ name }) => name === 'Otto Lima')).toMatchObject({ hasChatToken: false });
  });

  test('agents are read at most once a minute, and overlapping questions share one reading', async () => {
    const { chat, clock, notes } = account;
    const calls = (): number => notes.filter(({ route }) => route.endsWith('/agent')).length;
    await Promise.all([chat.roster.list(), chat.roster.list()]);
    clock.advance(59_999);
    await chat.roster.list();
    expect(calls()).toBe(1);
    clock.advance(1);
    await chat.roster.list();
    expect(calls()).toBe(2);
  });

  test('a reading of agents that failed is not kept', async () => {
    const { chat, neppo } = account;
    await chat.tryCredential();
    neppo.faults({ route: 'api/agent', status: 503, times: 1 });
    await expect(chat.roster.list()).rejects.toMatchObject({ code: 'port.unreachable' });
    expect((await chat.roster.list()).length).toBeGreaterThan(0);
  });
});
