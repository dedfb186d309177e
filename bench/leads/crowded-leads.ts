import { marksOf } from '../../src/adapters/sql/leads/searched-leads.ts';
import { after, aLead, HERE, integrationId } from '../../src/ports/contracts/builders.ts';
import type { LeadQuery } from '../../src/ports/index.ts';

/** How many leads an account has. */
export const LEADS = 100_000;

const RARE = marksOf(aLead('', { integrations: [integrationId('form')], tags: ['aluno', 'VIP'] }));
const COMMON = marksOf(aLead('', { integrations: [integrationId('shop')], tags: ['aluno'] }));

/** Makes the rows of so many leads, in the tables themselves. `numbers` is a subselect of `i` from 0 on. */
export function crowdOfLeads(schema: string, numbers: string): readonly string[] {
  const text = (value: string): string => `cast(${value} as text)`;
  const at = `'2026-05-' || ${text('10 + i * 7919 % 20')} || 'T1' || ${text('i % 10')} || ':00:' || ${text('10 + i % 50')} || '.' || ${text('100 + i % 900')} || 'Z'`;
  const key = `'${'k'.repeat(40)}' || ${text('i')}`;
  const words = `'ana conceicao da silva ' || ${text('i * 7919 % 100003')} || '\n' || 'ana.silva' || ${text('i')} || '@example.com' || '\n' || '5511' || ${text('900000000 + i')}`;
  return [
    `insert into ${schema}lead (connection, key, value) select '${HERE}', ${key}, '${JSON.stringify(aLead('l', { fields: { note: 'x'.repeat(250) } }))}' from (${numbers}) as numbers`,
    `insert into ${schema}lead_place (connection, at, lead, words, marks)
      select '${HERE}', ${at}, ${key}, ${words}, case when i % 1000 = 0 then '${RARE}' else '${COMMON}' end from (${numbers}) as numbers`,
  ];
}

type Wishes = Readonly<Record<string, Partial<LeadQuery>>>;

/** Pages of what there is plenty of. */
export const LISTINGS: Wishes = {
  'the first page': {},
  'a page far behind': { after: { updatedAt: after(10 * 24 * 3600), key: 'x' } },
  'an integration': { integration: integrationId('shop') },
};

/** What all leads may have to be looked at for. */
export const SEARCHES: Wishes = {
  'a part of a name': { search: 'Conceição da Silva 99' },
  'a part of an e-mail': { search: 'silva99999@' },
  'a number that nobody has': { search: '(00) 00000-0000' },
  'a name that nobody has': { search: 'zebedeu' },
  'a rare integration and tag': { integration: integrationId('form'), tag: 'VIP' },
  'a tag that nobody has': { tag: 'nobody' },
  'what is nowhere together': { integration: integrationId('shop'), tag: 'VIP' },
};
