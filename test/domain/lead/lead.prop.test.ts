import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkEvents, matchEvent, planActions } from '../../../src/domain/lead/conversion-events.ts';
import { decideLeadCompany, type CompanyCandidate } from '../../../src/domain/lead/decide-company.ts';
import { decideLeadPerson, type PersonCandidate } from '../../../src/domain/lead/decide-person.ts';
import { fillText } from '../../../src/domain/lead/fill-text.ts';
import { mergeLead } from '../../../src/domain/lead/merge-lead.ts';
import type { ConversionEvent, Lead, LeadAction, LeadValue } from '../../../src/domain/lead/lead.ts';
import { aCandidate, aCompanyCandidate, aLead, anEvent } from '../../builders/a-lead.ts';

// Few of each, so that leads and contacts meet.
const PHONES = ['5511987654321', '551187654321', '5521912345678', '551138426671'];
const EMAILS = ['ana@exemplo.test', 'ANA@exemplo.test', 'bia@exemplo.test', ''];
const NAMES = ['Ana', 'Ana Souza', 'ana  souza', ' ', 'Bia'];
const COMPANIES = ['Padaria São João', 'padaria sao  joao', 'Aurora', ' '];
const CNPJS = ['11444777000161', '19131243000197', '12ABC34501DE35'];

const some = <Value>(values: readonly Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined });
const value = (): fc.Arbitrary<LeadValue> =>
  fc.oneof(fc.constantFrom('', ' ', 'x', '2026-05-04'), fc.integer(), fc.boolean(), fc.array(fc.constantFrom('', 'a', 'b'), { maxLength: 2 }));
const values = () => fc.dictionary(fc.constantFrom('a', 'b', '__proto__', 'constructor'), value(), { maxKeys: 3 });

const present = (parts: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(parts).filter(([, each]) => each !== undefined));

const lead = (): fc.Arbitrary<Lead> =>
  fc
    .record({
      name: some(NAMES), phone: some(PHONES), email: some(EMAILS), document: some(['52998224725', '', ...CNPJS]), company: some(COMPANIES),
      companyDocument: some([...CNPJS, '']), cardTitle: some(['', 'Curso']), fields: values(), person: values(), companyFields: values(), card: values(),
    })
    .map((parts) => aLead(present(parts)));

const people = (): fc.Arbitrary<readonly PersonCandidate[]> =>
  fc.array(
    fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.subarray(PHONES), some(EMAILS), fc.constantFrom('person', 'person', 'company'), fc.constantFrom(...NAMES))
      .map(([id, phones, email, kind, name]) => aCandidate(id, { kind, phones, name, ...(email === undefined ? {} : { email }) })),
    { maxLength: 6 },
  ).map((candidates) => [...new Map(candidates.map((each) => [each.contact.id, each])).values()]);

const companies = (): fc.Arbitrary<readonly CompanyCandidate[]> =>
  fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.constantFrom(...COMPANIES), some(CNPJS)).map(([id, name, cnpj]) => aCompanyCandidate(id, name, cnpj)))
    .map((candidates) => [...new Map(candidates.map((each) => [each.id, each])).values()]);

const shuffled = <Element>(list: readonly Element[]) => fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 });

test('ACL-06: the order in which candidates were found, and how often, never matters', () => {
  const persons = fc.tuple(lead(), people()).chain(([who, found]) => fc.tuple(fc.constant(who), fc.constant(found), shuffled(found)));
  fc.assert(fc.property(persons, ([who, candidates, again]) => {
    expect(decideLeadPerson({ lead: who, candidates: again })).toEqual(decideLeadPerson({ lead: who, candidates }));
  }));
  const firms = fc.tuple(lead(), companies()).chain(([who, found]) => fc.tuple(fc.constant(who), fc.constant(found), shuffled(found)));
  fc.assert(fc.property(firms, ([who, candidates, again]) => {
    const decide = (list: readonly CompanyCandidate[]) => decideLeadCompany({ lead: who, behaviour: 'company+person', candidates: list });
    expect(decide(again)).toEqual(decide(candidates));
  }));
});

test('ACL-06: a lead that comes again is the person that was made of it', () => {
  fc.assert(fc.property(lead(), people(), (who, candidates) => {
    const first = decideLeadPerson({ lead: who, candidates });
    if (first.outcome !== 'new') return;
    const { name, phone, email } = first.request;
    const made = aCandidate(900, { name, ...(phone === undefined ? {} : { phones: [phone] }), ...(email === undefined ? {} : { email }) });
    expect(decideLeadPerson({ lead: who, candidates: [...candidates, made] })).toMatchObject({ outcome: 'known', contact: { id: '900' } });
  }));
});

test('ACL-06: what was changed once is not changed again', () => {
  fc.assert(fc.property(lead(), people(), (who, candidates) => {
    const first = decideLeadPerson({ lead: who, candidates });
    if (first.outcome !== 'known') return;
    const { name = first.contact.name, email = first.contact.email, cpf } = first.change;
    const phones = [...first.contact.phones.map((each) => each.value), ...(first.addPhone === undefined ? [] : [first.addPhone])];
    const changed = aCandidate(first.contact.id, { name, phones, ...(email === undefined ? {} : { email }), ...(cpf === undefined ? {} : { cpf }) });
    const others = candidates.filter(({ contact }) => contact.id !== first.contact.id);
    const second = decideLeadPerson({ lead: who, candidates: [...others, changed] });
    expect(second).toMatchObject({ outcome: 'known', contact: { id: first.contact.id } });
    expect(second.outcome === 'known' && [Object.keys(second.change).filter((part) => part !== 'values'), second.addPhone]).toEqual([[], undefined]);
  }));
});

test('ACL-06: a lead that comes again makes no second company', () => {
  fc.assert(fc.property(lead(), companies(), (who, candidates) => {
    const decide = (list: readonly CompanyCandidate[]) => decideLeadCompany({ lead: who, behaviour: 'company+person', candidates: list });
    const first = decide(candidates);
    if (first.outcome === 'new') expect(decide([...candidates, aCompanyCandidate(900, first.request.name, first.request.cnpj)])).toMatchObject({ company: '900' });
    if (first.outcome === 'unsure') expect(first.among.length).toBeGreaterThan(1);
  }));
});

test('ACL-05: nothing that is empty is ever written', () => {
  const isEmpty = (each: unknown): boolean => (Array.isArray(each) ? each.every(isEmpty) : typeof each === 'string' && each.trim() === '');
  fc.assert(fc.property(lead(), people(), companies(), (who, candidates, firms) => {
    const person = decideLeadPerson({ lead: who, candidates });
    const company = decideLeadCompany({ lead: who, behaviour: 'company+person', candidates: firms });
    for (const decision of [person, company]) {
      const written = decision.outcome === 'known' ? decision.change : decision.outcome === 'new' ? decision.request : {};
      const { values: fields = {}, ...parts } = written;
      expect(Object.values({ ...parts, ...fields }).filter(isEmpty)).toEqual([]);
    }
  }));
});

test('WHK-10: merging a lead twice is merging it once, and what is known never gets lost', () => {
  fc.assert(fc.property(lead(), lead(), (before, who) => {
    const known = mergeLead({ fields: {} }, before);
    const once = mergeLead(known, who);
    expect(mergeLead(once, who)).toEqual(once);
    expect(Object.keys(once)).toEqual(expect.arrayContaining(Object.keys(known)));
    expect(Object.keys(once.fields)).toEqual(expect.arrayContaining(Object.keys(known.fields)));
  }));
});

test('WHK-10: which of two leads comes first matters for nothing that only one of them brings', () => {
  fc.assert(fc.property(lead(), lead(), (one, other) => {
    const [there, back] = [mergeLead(mergeLead({ fields: {} }, one), other), mergeLead(mergeLead({ fields: {} }, other), one)];
    expect(Object.keys(there).toSorted()).toEqual(Object.keys(back).toSorted());
    expect(Object.keys(there.fields).toSorted()).toEqual(Object.keys(back.fields).toSorted());
  }));
});

const action = (): fc.Arbitrary<LeadAction> =>
  fc.oneof(
    fc.constantFrom('a', 'b').map((tag): LeadAction => ({ type: 'add-tag', tag })),
    fc.constantFrom('a', 'b').map((tag): LeadAction => ({ type: 'remove-tag', tag })),
    fc.constantFrom('a', 'b').map((text): LeadAction => ({ type: 'send-message', text })),
  );
const events = (): fc.Arbitrary<readonly ConversionEvent[]> =>
  fc.array(fc.tuple(fc.constantFrom('A', ' A', 'a', 'B '), fc.array(action(), { maxLength: 4 })).map(([name, actions]) => anEvent(name, ...actions)), { maxLength: 4 });

test('WHK-06, WHK-10: every cumulative action runs in its order, and at most one send, which is the last', () => {
  fc.assert(fc.property(events(), (list) => {
    for (const event of list) {
      const isSend = ({ type }: LeadAction) => type.startsWith('send-');
      const planned = planActions(event);
      expect(planned.filter((each) => !isSend(each))).toEqual(event.actions.filter((each) => !isSend(each)));
      expect(planned.findIndex(isSend)).toBe(event.actions.some(isSend) ? planned.length - 1 : -1);
    }
  }));
});

test('WHK-10: of events in which nothing is wrong each is found by its own identification', () => {
  fc.assert(fc.property(events(), (list) => {
    if (checkEvents(list).length > 0) return;
    for (const event of list) expect(matchEvent(list.toReversed(), ` ${event.identification}\t`)).toBe(event);
  }));
});

test('WHK-06: any text is filled or told what is wrong with it', () => {
  fc.assert(fc.property(fc.string(), fc.array(fc.constantFrom('{{name}}', '{{a}}', '{{', '}}', '{{ x }}')), lead(), (text, parts, who) => {
    const filled = fillText([text, ...parts].join(''), who);
    expect(['filled', 'unfit']).toContain(filled.outcome);
  }));
});
