import { describe, expect, test } from 'vitest';
import { dialPlan } from '../../../src/domain/desk/dial-plan.ts';

const from19 = (input: string) => dialPlan(input, { ddd: '19' });

describe('PAN-09: what is typed on the dial pad, from an area with the DDD 19', () => {
  test.each([
    ['+55 19 99741-2063', ['ddi', 'ddd']],
    ['019 99741-2063', ['trunk', 'ddd']],
    ['0 15 19 99741-2063', ['trunk', 'carrier', 'ddd']],
    ['19 99741-2063', ['ddd']],
    ['+55 (019) 99741-2063', ['ddi', 'trunk', 'ddd']],
    ['99741-2063', []],
  ])('%s is local, and the pad says what it left out', (typed, removed) => {
    expect(from19(typed)).toEqual({ outcome: 'dials', dial: '997412063', kind: 'local', removed });
  });

  test.each(['+55 11 3300-1200', '5511 3300-1200', '0055 11 3300-1200'])('%s is national, without the country', (typed) => {
    expect(from19(typed)).toEqual({ outcome: 'dials', dial: '1133001200', kind: 'national', removed: ['ddi'] });
  });

  test.each(['55 99876-5432', '+55 99876-5432'])('%s has the DDD 55: eleven digits have no country', (typed) => {
    expect(from19(typed)).toEqual({ outcome: 'dials', dial: '55998765432', kind: 'national', removed: [] });
  });

  test.each([
    ['4021', '4021', 'extension'], ['40215', '40215', 'extension'],
    ['190', '190', 'emergency'], ['192', '192', 'emergency'],
    ['0800 123 4567', '08001234567', 'toll-free'], ['0300 123 4567', '03001234567', 'toll-free'], ['0500 123 4567', '05001234567', 'toll-free'],
    ['4004-1234', '40041234', 'toll-free'], ['3003 1234', '30031234', 'toll-free'],
  ])('%s goes as typed', (typed, dial, kind) => {
    expect(from19(typed)).toEqual({ outcome: 'dials', dial, kind, removed: [] });
  });

  test('a mobile from before the ninth digit goes as typed, and the ninth digit is offered', () => {
    expect(from19('19 8112-4470')).toEqual({ outcome: 'dials', dial: '81124470', kind: 'local', removed: ['ddd'], withNinthDigit: '981124470' });
    expect(from19('11 8112-4470')).toEqual({ outcome: 'dials', dial: '1181124470', kind: 'national', removed: [], withNinthDigit: '11981124470' });
    expect(from19('8112-4470')).toMatchObject({ dial: '81124470', kind: 'local', withNinthDigit: '981124470' });
  });

  test('a landline is offered nothing', () => expect(from19('19 3300-1200')).not.toHaveProperty('withNinthDigit'));

  test.each(['20 99741-2063', '+55 20 99741-2063', '0 15 20 99741-2063'])('%s is refused: no area has that DDD', (typed) => {
    expect(from19(typed)).toEqual({ outcome: 'refused', because: 'unknown-ddd' });
  });

  test.each([['+351 912 345 678', '+351912345678'], ['351912345678', '351912345678'], ['+1 415 555 2671', '+14155552671']])('%s is foreign: it goes as typed, with a warning', (typed, dial) => {
    expect(from19(typed)).toEqual({ outcome: 'dials', dial, kind: 'foreign', removed: [], warning: 'foreign' });
  });

  test.each([
    ['', 'empty'], ['Ana', 'not-a-number'], ['*1*4021', 'not-a-number'], ['12', 'too-short'], ['123456', 'too-short'],
    ['19 19974-1206', 'invalid'], ['123456789012345', 'too-long'], ['19 3300-1200 / 19 3300-1201', 'several-numbers'], ['+12', 'too-short'],
  ])('"%s" dials nothing, and the reason has a name', (typed, because) => {
    expect(from19(typed)).toEqual({ outcome: 'refused', because });
  });

  test('an extension written behind a number is told to be left out', () => {
    expect(from19('(19) 3300-1200 ramal 12')).toMatchObject({ dial: '33001200', removed: ['ddd', 'extension'] });
  });

  test('where the area of the agent is not known the DDD stays', () => {
    expect(dialPlan('19 99741-2063')).toEqual({ outcome: 'dials', dial: '19997412063', kind: 'national', removed: [] });
  });
});
