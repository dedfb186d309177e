import { describe, expect, test } from 'vitest';
import { instantOf } from '../../../src/domain/kernel/instant.ts';
import type { RecordRequest } from '../../../src/ports/index.ts';
import { cell, childRows, contactIdOf, failureOf, ploomesLab, userIdOf } from './lab.ts';

async function journal(...args: Parameters<typeof ploomesLab>) {
  const lab = await ploomesLab(...args);
  const request: RecordRequest = {
    contactId: contactIdOf(lab.simulator.addContact({ name: 'Ana' })),
    html: '<p>Sessão WA1</p>',
    options: { channel: 'whatsapp', group: 'Vendas' },
    at: instantOf(Date.UTC(2026, 4, 4, 17, 3)),
    marker: 'm1',
  };
  await lab.crm.prepare();
  const recordId = await lab.crm.journal.write(request);
  lab.calls();
  return Object.assign(lab, { request, recordId });
}

describe('an interaction record', () => {
  test('is written with its date in Brasília time', async () => {
    await using lab = await journal();
    expect(cell(lab.simulator.interactionRecords()[0], 'Date')).toBe('2026-05-04T14:03:00-03:00');
  });

  test('SES-02: kept up to date by text alone, costs one call', async () => {
    await using lab = await journal();
    await lab.crm.journal.amend(lab.recordId, { html: '<p>closed</p>' });
    expect(lab.calls()).toEqual({ 'PATCH /InteractionRecords(id)': 1 });
    expect(childRows(lab.simulator.interactionRecords()[0])).toHaveLength(3);
  });

  test.each(['replace', 'merge'] as const)('P5: keeps its other fields where a PATCH of arrays is a %s', async (patchArrays) => {
    await using lab = await journal({}, { patchArrays });
    await lab.crm.journal.amend(lab.recordId, { options: { group: 'Suporte' }, userId: userIdOf(lab.simulator.rows('Users')[0]) });
    expect(lab.calls()).toMatchObject({ 'GET /InteractionRecords': 1, 'PATCH /InteractionRecords(id)': 1 });
    const fields = childRows(lab.simulator.interactionRecords()[0]);
    expect(new Set(fields.map((row) => cell(row, 'FieldKey'))).size).toBe(4);
    expect(fields).toHaveLength(4);
  });

  test('an amendment that says nothing asks nothing', async () => {
    await using lab = await journal();
    await lab.crm.journal.amend(lab.recordId, {});
    await lab.crm.journal.amend(lab.recordId, { options: {} });
    expect(lab.calls()).toEqual({});
  });

  test('an empty answer under load is not taken for a record that is gone', async () => {
    await using lab = await journal();
    lab.simulator.faults({ route: 'GET /InteractionRecords', kind: 'empty-list', times: 1 });
    expect(await failureOf(lab.crm.journal.amend(lab.recordId, { options: { group: 'Vendas' } }))).toMatchObject({ code: 'port.unreachable' });
  });

  test('one that is gone is missing, whatever was to be amended', async () => {
    await using lab = await journal();
    lab.simulator.remove('InteractionRecords', lab.simulator.interactionRecords()[0]?.Id ?? 0);
    expect(await failureOf(lab.crm.journal.amend(lab.recordId, { options: { group: 'Vendas' } }))).toMatchObject({ code: 'port.missing' });
    expect(await failureOf(lab.crm.journal.amend(lab.recordId, { html: 'x' }))).toMatchObject({ code: 'port.missing' });
  });

  test('P13: longer than Ploomes is trusted with, it is clipped', async () => {
    await using lab = await journal({ interaction: { maxChars: 40 } });
    await lab.crm.journal.amend(lab.recordId, { html: `<p>${'x'.repeat(100)}</p>` });
    expect(cell(lab.simulator.interactionRecords()[0], 'Content')).toBe(`<p>${'x'.repeat(32)}…</p>`);
  });

  test('CRD-14: whose answer was lost is found by its marker', async () => {
    await using lab = await journal();
    lab.simulator.faults({ route: 'POST /InteractionRecords', kind: 'reset-after-write', times: 1 });
    const failure = await failureOf(lab.crm.journal.write({ ...lab.request, marker: 'm2' }));
    expect(failure).toMatchObject({ mayHaveHappened: 'yes' });
    const { contactId } = lab.request;
    const lost = cell(lab.simulator.interactionRecords()[1], 'Id');
    expect(await lab.crm.journal.findByMarker({ marker: 'm2', contactId, since: lab.since, knownRecord: lab.recordId }))
      .toEqual({ found: lost, believable: true });
  });
});
