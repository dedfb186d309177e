import { describe, expect, test } from 'vitest';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import type { RecordRequest } from '../../../src/ports/index.ts';
import { cell, childRows, contactIdOf, failureOf, ploomesLab, userIdOf, type Lab } from './lab.ts';

const ours = ({ simulator }: Lab): readonly string[] =>
  simulator.rows('Fields').filter((row) => cell(row, 'Name').includes('Vínculo')).map((row) => `${cell(row, 'EntityId')}: ${cell(row, 'Name')}`).toSorted();

const ALL = ['2: Chave Vínculo', '36: Agente (Vínculo)', '36: Canal (Vínculo)', '36: Chave Vínculo', '36: Classificação (Vínculo)', '36: Grupo (Vínculo)'];

const optionNames = ({ simulator }: Lab): readonly string[] => simulator.rows('Fields@OptionsTables@Options').map((row) => cell(row, 'Name'));

function recordFor({ simulator }: Lab, more: Partial<RecordRequest> = {}): RecordRequest {
  const contactId = contactIdOf(simulator.contacts()[0] ?? simulator.addContact({ name: 'Ana' }));
  return { contactId, html: '<p>x</p>', options: {}, at: instantOf(0), marker: 'm1', ...more };
}

describe('preparing an account', () => {
  test('makes the marker fields, the option fields and the user field', async () => {
    await using lab = await ploomesLab();
    await lab.crm.prepare();
    expect(ours(lab)).toEqual(ALL);
  });

  test('makes nothing twice, neither by one hub nor by the next', async () => {
    await using lab = await ploomesLab();
    await lab.crm.prepare();
    lab.calls();
    await lab.crm.prepare();
    await lab.another().prepare();
    expect(ours(lab)).toEqual(ALL);
    expect(lab.calls()).toEqual({ 'GET /Fields': 2, 'GET /Contacts@Types': 2 });
  });

  test('makes nothing twice when it is asked for twice at once', async () => {
    await using lab = await ploomesLab();
    await Promise.all([lab.crm.prepare(), lab.crm.prepare(), lab.crm.prepare()]);
    expect(ours(lab)).toEqual(ALL);
  });

  test('two hubs that prepare at once agree on the fields they use, and leave no others behind', async () => {
    await using lab = await ploomesLab();
    const hubs = [lab.crm, lab.another()];
    await Promise.all(hubs.map(async (crm) => await crm.prepare()));
    expect(ours(lab)).toEqual(ALL);
    for (const crm of hubs) await crm.journal.write(recordFor(lab));
    const keys = lab.simulator.interactionRecords().map((row) => childRows(row).map((child) => cell(child, 'FieldKey')));
    expect(keys[0]).toEqual(keys[1]);
  });

  test('a field that somebody deleted is made again after the refusal that it causes', async () => {
    await using lab = await ploomesLab();
    await lab.crm.prepare();
    const marker = lab.simulator.rows('Fields').find((row) => row['Name'] === 'Chave Vínculo' && row['EntityId'] === 36);
    lab.simulator.remove('Fields', marker?.Id ?? 0);
    expect(await failureOf(lab.crm.journal.write(recordFor(lab)))).toMatchObject({ code: 'port.refused', mayHaveHappened: 'no' });
    await lab.crm.journal.write(recordFor(lab));
    expect(ours(lab)).toEqual(ALL);
  });

  test('makes what lacks when somebody deleted a field', async () => {
    await using lab = await ploomesLab();
    await lab.crm.prepare();
    const field = lab.simulator.rows('Fields').find((row) => row['Name'] === 'Grupo (Vínculo)');
    lab.simulator.remove('Fields', field?.Id ?? 0);
    await lab.crm.prepare();
    expect(ours(lab)).toEqual(ALL);
  });

  test('an empty list of fields under load makes nothing', async () => {
    await using lab = await ploomesLab();
    await lab.crm.prepare();
    lab.simulator.faults({ route: 'GET /Fields', kind: 'empty-list', times: 1 });
    expect(await failureOf(lab.another().prepare())).toMatchObject({ code: 'port.unreachable' });
    expect(ours(lab)).toEqual(ALL);
  });

  test('goes on where it was cut', async () => {
    await using lab = await ploomesLab();
    lab.simulator.faults({ route: 'POST /Fields', kind: 'status', status: 503, after: 2, times: 1 });
    expect(await failureOf(lab.crm.prepare())).toMatchObject({ code: 'port.unreachable' });
    await lab.crm.prepare();
    expect(ours(lab)).toEqual(ALL);
  });

  test('leaves the user field out where the account wants none', async () => {
    await using lab = await ploomesLab({ interaction: { userField: 'none' } });
    await lab.crm.prepare();
    expect(ours(lab)).toEqual(ALL.filter((name) => !name.includes('Agente')));
    await lab.crm.journal.write(recordFor(lab, { userId: userIdOf(lab.simulator.rows('Users')[0]) }));
    expect(childRows(lab.simulator.interactionRecords()[0])).toHaveLength(1);
  });

  test('P12: reads the types of contacts by their names', async () => {
    await using lab = await ploomesLab();
    lab.simulator.addCompany({ name: 'Aurora' });
    await lab.crm.prepare();
    const found = await lab.crm.contacts.find(contactIdOf(lab.simulator.contacts()[0]));
    expect(found?.contact.kind).toBe('company');
  });
});

describe('options of records', () => {
  test('SES-01: one that is new is looked for, added and used; a known one costs nothing', async () => {
    await using lab = await ploomesLab();
    await lab.crm.prepare();
    const request = recordFor(lab, { options: { group: "Grupo d'Água" } });
    lab.calls();
    await lab.crm.journal.write(request);
    expect(lab.calls()).toEqual({
      'GET /Fields@OptionsTables@Options': 2, 'POST /Fields@OptionsTables@Options': 1, 'POST /InteractionRecords': 1,
    });
    await lab.crm.journal.write(request);
    expect(lab.calls()).toEqual({ 'POST /InteractionRecords': 1 });
    expect(optionNames(lab)).toEqual(["Grupo d'Água"]);
  });

  test('one that was there at preparation costs nothing', async () => {
    await using lab = await ploomesLab();
    await lab.crm.journal.write(recordFor(lab, { options: { channel: 'whatsapp' } }));
    const next = lab.another();
    await next.prepare();
    lab.calls();
    await next.journal.write(recordFor(lab, { options: { channel: 'whatsapp' } }));
    expect(lab.calls()).toEqual({ 'POST /InteractionRecords': 1 });
  });

  test('one that another hub added meanwhile is not added again', async () => {
    await using lab = await ploomesLab();
    const other = lab.another();
    await lab.crm.prepare();
    await other.prepare();
    await lab.crm.journal.write(recordFor(lab, { options: { group: 'Vendas' } }));
    await other.journal.write(recordFor(lab, { options: { group: 'Vendas' } }));
    expect(optionNames(lab)).toEqual(['Vendas']);
  });

  test('one that several records need at once is added once', async () => {
    await using lab = await ploomesLab();
    await lab.crm.prepare();
    const request = recordFor(lab, { options: { group: 'Vendas' } });
    await Promise.all([lab.crm.journal.write(request), lab.crm.journal.write(request), lab.crm.journal.write(request)]);
    expect(optionNames(lab)).toEqual(['Vendas']);
  });

  test('CRD-14: one that could not be added leaves the record surely unwritten, and is tried again the next time', async () => {
    await using lab = await ploomesLab();
    await lab.crm.prepare();
    lab.simulator.faults({ route: 'POST /Fields@OptionsTables@Options', kind: 'status', status: 500, times: 1 });
    expect(await failureOf(lab.crm.journal.write(recordFor(lab, { options: { group: 'Vendas' } })))).toMatchObject({
      code: 'port.unreachable', account: lab.crm.account, mayHaveHappened: 'no',
    });
    await lab.crm.journal.write(recordFor(lab, { options: { group: 'Vendas' } }));
    expect(optionNames(lab)).toEqual(['Vendas']);
    expect(lab.simulator.interactionRecords()).toHaveLength(1);
  });
});
