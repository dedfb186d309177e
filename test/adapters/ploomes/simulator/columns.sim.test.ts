import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { anAccount, isRow } from './account.ts';
import type { Row } from '../../../../src/adapters/ploomes/simulator/index.ts';

/** A folder of recorded answers, for whoever has one; the first row of each list is compared, column by column. */
const SAMPLES = process.env['VINCULO_SAMPLES'];
const folder = SAMPLES === undefined ? '' : [join(SAMPLES, 'ploomes'), SAMPLES].find((each) => existsSync(each)) ?? '';

const CASES = [
  ['ploomes.contacts.list.json', '/Contacts'],
  ['ploomes.deals.list-expanded.json', '/Deals?$expand=Attachments,OtherProperties,Pipeline,Status,LossReason,Tags'],
  ['ploomes.deals.pipelines.list.json', '/Deals@Pipelines?$expand=Stages'],
  ['ploomes.interaction-records.list.json', '/InteractionRecords?$expand=OtherProperties,Attachments,Comments'],
  ['ploomes.users.list.json', '/Users'],
  ['ploomes.fields.list.inferred.json', '/Fields?$expand=Type,OptionsTable'],
] as const;

const valueOf = (node: unknown): unknown => {
  const response = isRow(node) ? node['response'] : undefined;
  const body = isRow(response) ? response['body'] : undefined;
  return isRow(body) ? body['value'] : undefined;
};

function recordedRow(file: string): Row {
  const rows = valueOf(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  const first: unknown = Array.isArray(rows) ? rows[0] : undefined;
  return isRow(first) ? first : {};
}

test.runIf(folder !== '').for(CASES)('the rows of %s have the columns of the recorded ones', async ([file, path]) => {
  const { simulator, get } = await anAccount();
  const contact = simulator.addContact({ name: 'Ana' });
  const deal = simulator.create('Deals', { Title: 'Ana', ContactId: contact.Id });
  simulator.create('InteractionRecords', { ContactId: contact.Id, DealId: deal.Id, Content: 'x' });
  const { row } = await get(path);
  expect(Object.keys(row).toSorted()).toEqual(expect.arrayContaining(Object.keys(recordedRow(file)).toSorted()));
});
