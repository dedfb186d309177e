import { describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import { parseNeppoConfig, type NeppoSettings } from '../../../src/adapters/neppo/index.ts';
import { createNeppoActiveSends } from '../../../src/adapters/neppo/neppo-active-sends.ts';
import { createNeppoClient } from '../../../src/adapters/neppo/neppo-client.ts';
import type { NeppoSimulatorOptions } from '../../../src/adapters/neppo/simulator/index.ts';
import type { AgentId } from '../../../src/domain/agent/agent.ts';
import type { MessageTemplate } from '../../../src/domain/active-send/active-send.ts';
import { fillTemplate } from '../../../src/domain/index.ts';
import { addMs } from '../../../src/domain/kernel/instant.ts';
import { isPortFailure, type ActiveSendRequest, type ActiveSends, type PortFailure } from '../../../src/ports/index.ts';
import { samples, samplesAvailable } from '../../samples.ts';
import { aNeppoAccount, NOON } from './neppo-account.ts';

const SAVE = 'POST /chatapi/1.0/api/direct-message/save';
const LIST = 'POST /chatapi/1.0/api/direct-message';

async function running(options: NeppoSimulatorOptions = {}, settings: Partial<NeppoSettings> = {}) {
  const account = await aNeppoAccount(options, settings);
  onTestFinished(async () => account[Symbol.asyncDispose]());
  const sends = parseSends(account.chat.sends);
  const [group] = await account.chat.attendance.groups();
  if (group === undefined) throw new Error('The simulated Neppo has groups.');
  const templateNamed = async (name: string): Promise<MessageTemplate> => parseTemplate((await sends.templates(group.id)).find((each) => each.name === name));
  const greeting = async (wishes: Partial<ActiveSendRequest> = {}): Promise<ActiveSendRequest> => ({
    channel: 'whatsapp', phone: '5511987654321', groupId: group.id, groupName: group.name, template: await templateNamed('retomada_contato'),
    values: [{ part: 'body', place: 1, value: 'Ana' }], text: 'Oi Ana, podemos continuar a conversa?', agentId: '21' as AgentId, ...wishes,
  });
  const calls = (route: string): number => account.neppo.calls().byRoute[route] ?? 0;
  return { ...account, sends, group, templateNamed, greeting, calls };
}

const parseSends = (sends: ActiveSends | undefined): ActiveSends => sends as ActiveSends;
const parseTemplate = (template: MessageTemplate | undefined): MessageTemplate => template as MessageTemplate;

const captured = z.looseObject({ request: z.looseObject({ body: z.looseObject({ additionalInfo: z.string() }) }) });
const use = z.record(z.string(), z.unknown());

const failureOf = async (work: Promise<unknown>): Promise<PortFailure | undefined> => await work.then(() => undefined, (failure: unknown) => (isPortFailure(failure) ? failure : undefined));

describe('SND-01: an active send as Neppo is asked for it', () => {
  test('names template, values by part, file, group and the account of its agent', async () => {
    const { sends, neppo, greeting, templateNamed } = await running();
    const template = await templateNamed('boleto_emitido');
    const values = [{ part: 'header', place: 1, value: 'https://arquivos.example/b.PDF?x=1' }, { part: 'body', place: 1, value: 'Ana' }] as const;
    const filled = fillTemplate(template, values);
    const id = await sends.send(await greeting({ template, values, text: filled.outcome === 'filled' ? filled.text : '' }));
    const [row] = neppo.sends();
    expect(row).toMatchObject({
      id: Number(id), phoneNumber: '5511987654321', channel: 'WHATSAPP', message: 'Ana, seu boleto está em anexo.', groupName: 'Vendas', groupConfId: 31,
      userId: Number(neppo.users().find(({ name }) => name === 'Bianca Prado')?.['id']), createdBy: 'integracao',
    });
    expect(JSON.parse(String(row?.['additionalInfo']))).toEqual({
      namespace: 'sim_namespace', elementName: 'boleto_emitido', language: 'pt_BR', openSession: false,
      parameters: { BODY: [{ type: 'text', text: 'Ana' }] }, medias: { HEADER: [{ url: 'https://arquivos.example/b.PDF?x=1', extension: '.pdf' }] },
    });
  });

  test('says by settings what its message is, who made it and who sends it', async () => {
    const { sends, neppo, greeting } = await running({}, { sends: { message: 'template', createdBy: 'hub', sender: 'agent', openSession: 'yes' } });
    await sends.send(await greeting());
    expect(neppo.sends()[0]).toMatchObject({ message: 'Oi {{1}}, podemos continuar a conversa?', createdBy: 'hub', userId: 21 });
    expect(JSON.parse(String(neppo.sends()[0]?.['additionalInfo']))).toMatchObject({ openSession: true });
  });

  test('a voice call needs no template, and no agent', async () => {
    const { sends, neppo, greeting } = await running();
    const { template: _template, agentId: _agent, ...call } = await greeting({ channel: 'voice', values: [], text: 'Ligar para Ana' });
    await sends.send(call);
    expect(neppo.sends()[0]).toMatchObject({ channel: 'VOICE', additionalInfo: null, message: 'Ligar para Ana', userId: null });
  });

  test('without the file that its template wants nothing is sent, since it would never arrive', async () => {
    const { sends, greeting, templateNamed, calls } = await running();
    const failure = await failureOf(sends.send(await greeting({ template: await templateNamed('boleto_emitido') })));
    expect([failure?.code, failure?.mayHaveHappened, calls(SAVE)]).toEqual(['port.refused', 'no', 0]);
    expect(failure?.message).toContain('boleto_emitido wants a file in its header');
  });

  test.skipIf(!samplesAvailable)('has every field of the send that was captured', async () => {
    const { sends, neppo, greeting, templateNamed } = await running();
    const { request } = captured.parse(samples('neppo', 'neppo.direct-message.save.json'));
    const template = await templateNamed('boleto_emitido');
    await sends.send(await greeting({ template, values: [{ part: 'header', place: 1, value: 'https://a.test/h.jpg' }, { part: 'body', place: 1, value: 'Ana' }] }));
    const keysOf = (text: unknown): readonly string[] => Object.keys(use.parse(JSON.parse(String(text))));
    expect(keysOf(neppo.sends()[0]?.['additionalInfo'])).toEqual(expect.arrayContaining([...keysOf(request.body.additionalInfo)]));
  });
});

describe('SND-01: the templates of a group', () => {
  test('come in every state, with the type of each place', async () => {
    const { sends, group } = await running();
    const templates = await sends.templates(group.id);
    expect(templates.map(({ name, approval }) => `${name} ${approval}`)).toEqual([
      'retomada_contato approved', 'boleto_emitido approved', 'campanha_inverno pending', 'fatura_a_vencer approved', 'cupom_aniversario approved',
      'oferta_relampago paused', 'oferta_exagerada rejected', 'oferta_antiga disabled',
    ]);
    expect(templates.find(({ name }) => name === 'cupom_aniversario')).toMatchObject({
      header: 'Feliz aniversário, {{1}}', language: 'pt_BR', namespace: 'sim_namespace', category: 'MARKETING',
      parameters: [
        { part: 'header', place: 1, type: 'text', example: 'Ana' }, { part: 'body', place: 1, type: 'text' },
        { part: 'button', place: 1, type: 'coupon' }, { part: 'button', place: 2, type: 'quick-reply' },
      ],
    });
  });

  test('ask for the places of each once in ten minutes', async () => {
    const { sends, group, clock, calls } = await running({ templates: [{ name: 'a', text: 'Oi {{1}}' }, { name: 'b', text: 'Oi', parameters: [] }] });
    const places = (): number => calls('GET /api/hsm/parameters/{id}');
    for (const ms of [0, 0, 10 * 60_000]) {
      clock.advance(ms);
      await sends.templates(group.id);
    }
    expect(places()).toBe(2);
  });

  test('are all of the gateway where the tenant’s own address does not tell', async () => {
    const { sends, group, calls } = await running({}, { sends: { templates: 'all' } });
    expect((await sends.templates(group.id)).length).toBe(8);
    expect([calls('GET /api/hsm/group/{id}'), calls('POST /chatapi/1.0/api/hsm-template')]).toEqual([0, 1]);
  });

  test('want a file in the header where media are counted and the places are not listed', async () => {
    const { templateNamed, neppo } = await running();
    neppo.faults({ route: 'GET /api/hsm/parameters/{id}', status: 404, times: 8 });
    const template = await templateNamed('boleto_emitido');
    expect(template.parameters).toEqual([{ part: 'header', place: 1, type: 'media' }]);
    expect(fillTemplate(template, [{ part: 'header', place: 1, value: 'https://a.test/b.pdf' }])).toEqual({ outcome: 'unfit', faults: [{ part: 'body', place: 1, problem: 'missing' }] });
  });
});

describe('SND-03: a send whose answer was lost', () => {
  test('is found, and not sent again', async () => {
    const { sends, neppo, greeting } = await running();
    const request = await greeting();
    neppo.faults({ route: SAVE, kind: 'reset-after-write', times: 1 });
    const failure = await failureOf(sends.send(request));
    expect([failure?.mayHaveHappened, neppo.sends().length]).toEqual(['yes', 1]);
    expect(await sends.findSent(request, { since: NOON, known: [] })).toEqual({ found: String(neppo.sends()[0]?.['id']), believable: true });
  });

  test('is not there where it never arrived, which is believed once other sends show', async () => {
    const { sends, neppo, greeting } = await running();
    const request = await greeting();
    neppo.faults({ route: SAVE, kind: 'reset', times: 1 });
    expect((await failureOf(sends.send(request)))?.mayHaveHappened).toBe('yes');
    expect(await sends.findSent(request, { since: NOON, known: [] })).toEqual({ believable: false });
    await sends.send(await greeting({ phone: '5521976543210' }));
    expect(await sends.findSent(request, { since: NOON, known: [] })).toEqual({ believable: true });
  });

  test('is not believed to be missing where more sends came since than a page shows', async () => {
    const { sends, greeting } = await running();
    const request = await greeting();
    for (let n = 0; n < 51; n += 1) await sends.send(await greeting({ phone: `5521976${String(n).padStart(6, '0')}` }));
    expect(await sends.findSent(request, { since: NOON, known: [] })).toEqual({ believable: false });
    // A send of the number that is known shows that the list of the number is whole.
    const known = [await sends.send(request)];
    expect(await sends.findSent(request, { since: NOON, known })).toEqual({ believable: true });
  });

  test('is found although the clock of Neppo is half a minute behind', async () => {
    const { sends, greeting } = await running();
    const request = await greeting();
    const id = await sends.send(request);
    expect((await sends.findSent(request, { since: addMs(NOON, 30_400), known: [] })).found).toBe(id);
  });

  test('is told by what it says of the template: another value is another send', async () => {
    const { sends, greeting } = await running({}, { sends: { message: 'template' } });
    await sends.send(await greeting({ values: [{ part: 'body', place: 1, value: 'Bia' }], text: 'Oi Bia, podemos continuar a conversa?' }));
    const request = await greeting();
    expect(await sends.findSent(request, { since: NOON, known: [] })).toEqual({ believable: true });
    const id = await sends.send(request);
    expect((await sends.findSent(request, { since: NOON, known: [] })).found).toBe(id);
  });

  test('that was throttled did not happen', async () => {
    const { sends, neppo, greeting } = await running();
    const request = await greeting();
    neppo.faults({ route: SAVE, status: 429, retryAfter: 7, times: 1 });
    const failure = await failureOf(sends.send(request));
    expect([failure?.code, failure?.retry, failure?.mayHaveHappened, neppo.sends().length]).toEqual(['port.throttled', { afterMs: 7_000 }, 'no', 0]);
  });
});

describe('SND-03: how far sends have come', () => {
  test('a wrong group stays in the queue for ever', async () => {
    const { sends, greeting, clock } = await running();
    const id = await sends.send(await greeting({ groupName: 'Nenhum' }));
    clock.advance(3_500_000);
    expect(await sends.readings([id])).toMatchObject([{ id, state: 'queued' }]);
  });

  test('many are read with one call where they are young, and with one more for each that is old', async () => {
    const { sends, greeting, calls } = await running();
    const old = await sends.send(await greeting());
    const ids = [];
    for (let n = 0; n < 50; n += 1) ids.push(await sends.send(await greeting()));
    const before = calls(LIST);
    expect((await sends.readings(ids)).length).toBe(50);
    expect(calls(LIST) - before).toBe(1);
    expect((await sends.readings([old, ...ids.slice(0, 3)])).map(({ id }) => id)).toEqual([old, ...ids.slice(0, 3)]);
    expect(calls(LIST) - before).toBe(3);
  });

  test('a status may be given another meaning', async () => {
    const { sends, greeting } = await running({}, { sends: { states: { processando: 'sent' } } });
    expect(await sends.readings([await sends.send(await greeting())])).toMatchObject([{ state: 'sent', at: NOON }]);
  });

  test('a status that nobody knows is told of, with the setting that gives it a meaning', async () => {
    const { sends, neppo, clock, tokens, chat, greeting } = await running();
    const id = await sends.send(await greeting());
    const config = parseNeppoConfig({ gatewayUrl: neppo.url, tenantUrl: neppo.url, tokenUrl: `${neppo.url}/oauth2/token`, credentials: neppo.credentials });
    const puzzled = createNeppoActiveSends(createNeppoClient(config, { clock, tokens }), chat.roster, { ...config, sends: { ...config.sends, states: {} } }, clock);
    const failure = await failureOf(puzzled.readings([id]));
    expect(failure?.code).toBe('port.drifted');
    expect(failure?.message).toContain('set sends.states');
  });

  test('an answer that is not about the send proves nothing', async () => {
    const { sends, neppo, greeting } = await running();
    const id = await sends.send(await greeting());
    neppo.faults({ route: LIST, kind: 'drift', times: 1 });
    expect((await failureOf(sends.readings([id])))?.code).toBe('port.drifted');
    expect(await sends.readings(['x' as typeof id])).toEqual([]);
  });
});
