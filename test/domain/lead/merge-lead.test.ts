import { describe, expect, test } from 'vitest';
import { mergeLead } from '../../../src/domain/lead/merge-lead.ts';
import { aLead } from '../../builders/a-lead.ts';

describe('WHK-10: a lead that comes again', () => {
  const known = { key: 'k', tags: ['vip'], name: 'Ana', email: 'ana@exemplo.test', fields: { product: 'Curso', value: 10 } };

  test('is updated by what it brings, and keeps all else', () => {
    expect(mergeLead(known, aLead({ name: 'Ana Souza', phone: '5511987654321', document: '52998224725', fields: { value: 20, cupom: 'X' } }))).toEqual({
      key: 'k', tags: ['vip'], name: 'Ana Souza', phone: '+5511987654321', email: 'ana@exemplo.test', document: '52998224725',
      fields: { product: 'Curso', value: 20, cupom: 'X' },
    });
  });

  test('empty values never erase; nothing and no are values', () => {
    expect(mergeLead(known, aLead({ name: ' ', email: '', fields: { product: ' ', interesses: ['', ' '] } }))).toEqual(known);
    expect(mergeLead(known, aLead({ fields: { value: 0, aceite: false } })).fields).toEqual({ product: 'Curso', value: 0, aceite: false });
  });
});
