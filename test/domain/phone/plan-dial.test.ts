import { describe, expect, test } from 'vitest';
import { planDial } from '../../../src/domain/phone/plan-dial.ts';
import { aPhone } from '../../builders/a-phone.ts';

describe('PHN-05: dialling from the panel', () => {
  test('a national number goes without 55', () => {
    expect(planDial(aPhone('5511987654321'))).toEqual({ dial: '11987654321', removed: ['ddi'] });
    expect(planDial(aPhone('5511987654321'), { ownDdd: '31' })).toEqual({ dial: '11987654321', removed: ['ddi'] });
  });

  test.each(['11', '011', '(11)', ' 11 '])('it goes without the DDD too when that is the agent’s own, written "%s"', (ownDdd) => {
    expect(planDial(aPhone('5511987654321'), { ownDdd })).toEqual({ dial: '987654321', removed: ['ddi', 'ddd'] });
    expect(planDial(aPhone('551133221234'), { ownDdd })).toEqual({ dial: '33221234', removed: ['ddi', 'ddd'] });
  });

  test('a mobile that came without the ninth digit is dialled with it', () => {
    expect(planDial(aPhone('553187654321'), { ownDdd: '31' }).dial).toBe('987654321');
  });

  test('an international number goes in full', () => {
    expect(planDial(aPhone('351912345678'), { ownDdd: '35' })).toEqual({ dial: '+351912345678', removed: [] });
  });

  test('an area that nobody knows removes nothing', () => expect(planDial(aPhone(), { ownDdd: '' }).removed).toEqual(['ddi']));
});
