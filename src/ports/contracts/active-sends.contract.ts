import assert from 'node:assert/strict';
import type { ChatSendId, MessageTemplate, TemplateApproval } from '../../domain/active-send/active-send.ts';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { ActiveSendRequest, SendReading } from '../active-sends.ts';
import type { MarkerAnswer } from '../card-desk.ts';
import type { ActiveSendsSubject } from './active-sends-subject.ts';
import { failsWith } from './fails-with.ts';
import { defineContract } from './kit.ts';

/** More than two pages of any chat known. */
const CROWD = 115;

const HOUR_MS = 3_600_000;
const ANA = '5511987654321';
const BIA = '5521976543210';

const GREETING = { name: 'greeting', body: 'Oi {{1}}, tudo bem?', parameters: [{ part: 'body', place: 1, type: 'text' }], approval: 'approved' } as const;
const INVOICE = {
  name: 'invoice', body: '{{1}}: {{2}} em {{3}}', approval: 'approved',
  parameters: [
    { part: 'header', place: 1, type: 'media' }, { part: 'body', place: 1, type: 'text' }, { part: 'body', place: 2, type: 'currency' }, { part: 'body', place: 3, type: 'date' },
    { part: 'button', place: 1, type: 'url' }, { part: 'button', place: 2, type: 'coupon' }, { part: 'button', place: 3, type: 'quick-reply' },
  ],
} as const;

async function greeting(subject: ActiveSendsSubject): Promise<MessageTemplate> {
  const listed = async () => (await subject.sends.templates(subject.groups[0].id)).find(({ name }) => name === GREETING.name);
  if ((await listed()) === undefined) await subject.addTemplate(GREETING);
  const template = await listed();
  assert.ok(template !== undefined, 'the template is listed');
  return template;
}

/** A greeting of Ana by the first group, unless told otherwise. */
async function request(subject: ActiveSendsSubject, { phone = ANA, name = 'Ana', group = subject.groups[0] } = {}): Promise<ActiveSendRequest> {
  const template = await greeting(subject);
  return {
    channel: 'whatsapp', phone, groupId: group.id, groupName: group.name, template, values: [{ part: 'body', place: 1, value: name }],
    text: `Oi ${name}, tudo bem?`, agentId: subject.agent,
  };
}

type Wishes = NonNullable<Parameters<typeof request>[1]>;

const send = async (subject: ActiveSendsSubject, wishes: Wishes = {}): Promise<ChatSendId> => await subject.sends.send(await request(subject, wishes));

async function reading(subject: ActiveSendsSubject, id: ChatSendId): Promise<SendReading> {
  const [read, ...others] = await subject.sends.readings([id]);
  assert.ok(read !== undefined && others.length === 0, 'one send is read once');
  return read;
}

interface Looked extends Wishes {
  readonly since?: Instant;
  readonly known?: readonly ChatSendId[];
}

const look = async (subject: ActiveSendsSubject, { since = subject.now(), known = [], ...wishes }: Looked = {}): Promise<MarkerAnswer<ChatSendId>> =>
  await subject.sends.findSent(await request(subject, wishes), { since, known });

/** Runs the promises of {@link ActiveSends} (SND-01, SND-03). */
export const activeSendsContract = defineContract<ActiveSendsSubject>({
  'lists the templates of a group in every state of approval': async (subject) => {
    const states: readonly TemplateApproval[] = ['approved', 'pending', 'rejected', 'paused', 'disabled'];
    for (const approval of states) await subject.addTemplate({ name: approval, body: 'Oi', parameters: [], approval });
    const listed = await subject.sends.templates(subject.groups[0].id);
    assert.deepEqual(listed.map(({ name, approval }) => [name, approval]), states.map((state) => [state, state]));
  },
  'lists no template that another group alone may send': async (subject) => {
    const [group, other] = subject.groups;
    await subject.addTemplate({ name: 'theirs', body: 'Oi', parameters: [], approval: 'approved', groups: [other] });
    assert.deepEqual(await subject.sends.templates(group.id), []);
  },
  'tells the text of a template with its places open': async (subject) => {
    assert.equal((await greeting(subject)).body, GREETING.body);
  },
  'tells what each place of a template takes': async (subject) => {
    await subject.addTemplate(INVOICE);
    const [template] = await subject.sends.templates(subject.groups[0].id);
    assert.deepEqual(template?.parameters.map(({ part, place, type }) => ({ part, place, type })), INVOICE.parameters);
  },
  'sends the very text to the number through the group': async (subject) => {
    const id = await send(subject);
    assert.deepEqual(await subject.seen(), [{ id, phone: ANA, text: 'Oi Ana, tudo bem?', groupName: subject.groups[0].name }]);
  },
  'sends to the form of the number that it was given': async (subject) => {
    await send(subject, { phone: '553187654321' });
    assert.deepEqual((await subject.seen()).map(({ phone }) => phone), ['553187654321']);
  },
  'sends once for each call': async (subject) => {
    assert.notEqual(await send(subject), await send(subject));
    assert.equal((await subject.seen()).length, 2);
  },
  'refuses to begin on WhatsApp without a template': async (subject) => {
    const { template: _, ...bare } = await request(subject);
    await failsWith(subject.sends.send(bare), 'port.refused');
  },
  'begins in the queue': async (subject) => {
    assert.equal((await reading(subject, await send(subject))).state, 'queued');
  },
  'tells how far a send has come': async (subject) => {
    const id = await send(subject);
    for (const state of ['sent', 'delivered', 'read'] as const) {
      await subject.bring(id, state);
      assert.equal((await reading(subject, id)).state, state);
    }
  },
  'tells that a send failed, and why': async (subject) => {
    const id = await send(subject);
    await subject.fail(id, '131026 - undeliverable');
    const { state, failure } = await reading(subject, id);
    assert.deepEqual({ state, failure }, { state: 'failed', failure: '131026 - undeliverable' });
  },
  'names the session that came of a send': async (subject) => {
    const id = await send(subject);
    await subject.bring(id, 'delivered');
    const part = await subject.answer(id);
    assert.equal((await reading(subject, id)).part, part);
  },
  'names no session for a send that nobody answered': async (subject) => {
    const [id, other] = [await send(subject), await send(subject, { phone: BIA })];
    await subject.answer(other);
    assert.equal((await reading(subject, id)).part, undefined);
  },
  'leaves out a send that is gone': async (subject) => {
    const [gone, there] = [await send(subject), await send(subject)];
    await subject.remove(gone);
    assert.deepEqual((await subject.sends.readings([gone, there, subject.unknownSend])).map(({ id }) => id), [there]);
  },
  'reads many sends at once': async (subject) => {
    const ids: ChatSendId[] = [];
    for (let count = 0; count < CROWD; count += 1) ids.push(await send(subject));
    const wanted = ids.filter((_, at) => at % 20 === 0);
    assert.deepEqual((await subject.sends.readings(wanted)).map(({ id }) => id).toSorted(), wanted.toSorted());
  },
  'finds a send whose answer was lost': async (subject) => {
    await send(subject, { phone: BIA });
    const since = subject.now();
    const id = await send(subject);
    assert.deepEqual(await look(subject, { since }), { found: id, believable: true });
  },
  'finds it by the other form of its number': async (subject) => {
    const since = subject.now();
    const id = await send(subject, { phone: '553187654321' });
    assert.equal((await look(subject, { since, phone: '5531987654321' })).found, id);
  },
  'finds no send to another number': async (subject) => {
    const since = subject.now();
    await send(subject, { phone: BIA });
    assert.equal((await look(subject, { since })).found, undefined);
  },
  'finds no send of another text': async (subject) => {
    const since = subject.now();
    await send(subject, { name: 'Aninha' });
    assert.equal((await look(subject, { since })).found, undefined);
  },
  'finds no send of another group': async (subject) => {
    const since = subject.now();
    await send(subject, { group: subject.groups[1] });
    assert.equal((await look(subject, { since })).found, undefined);
  },
  'finds no send from long before': async (subject) => {
    const before = await send(subject);
    await subject.passTime(HOUR_MS);
    const answer = await look(subject, { since: addMs(subject.now(), -HOUR_MS / 2) });
    assert.deepEqual([answer.found, (await reading(subject, before)).id], [undefined, before]);
  },
  'finds no send that is known already': async (subject) => {
    const since = subject.now();
    const known = [await send(subject), await send(subject)];
    const id = await send(subject);
    assert.deepEqual(await look(subject, { since, known }), { found: id, believable: true });
  },
  'names every send that it may be': async (subject) => {
    const since = subject.now();
    const twins = [await send(subject), await send(subject)];
    const { found, others = [] } = await look(subject, { since });
    assert.deepEqual(new Set([found, ...others]), new Set(twins));
  },
  'is believed about an absence where other sends show': async (subject) => {
    await send(subject, { phone: BIA });
    await subject.passTime(HOUR_MS);
    assert.deepEqual(await look(subject), { believable: true });
  },
  'is not believed about an absence where the list came back empty': async (subject) => {
    await send(subject, { phone: BIA });
    await subject.passTime(HOUR_MS);
    await subject.hideNext();
    assert.deepEqual(await look(subject), { believable: false });
  },
});
