import { describe, expect, test } from 'vitest';
import { createClassificationForm } from '../../../../src/adapters/web/panel/screens/paperwork/classification-form.ts';
import { leavesOf } from '../../../../src/adapters/web/panel/screens/paperwork/classification-leaves.ts';
import { dueMomentOf } from '../../../../src/adapters/web/panel/screens/paperwork/due-moment.ts';
import { contactWishOf, createNewContactForm, wrongFieldsOf } from '../../../../src/adapters/web/panel/screens/paperwork/new-contact-form.ts';
import { createWishKeys } from '../../../../src/adapters/web/panel/screens/paperwork/wish-keys.ts';

describe('a moment that a task is due', () => {
  test('is the same moment as the field shows, with an offset', () => {
    const due = dueMomentOf('2026-12-01T09:30') ?? '';
    expect(due).toMatch(/^2026-12-01T09:30:00[+-]\d{2}:\d{2}$/);
    expect(Date.parse(due)).toBe(new Date(2026, 11, 1, 9, 30).getTime());
  });

  test.each(['', '2026-12-01', '2026-13-41T09:30'])('is none in %j', (text) => {
    expect(dueMomentOf(text)).toBeUndefined();
  });
});

describe('a classification', () => {
  const node = (id: string, label: string, ...children: readonly ReturnType<typeof leaf>[]) => ({ id, label, children });
  const leaf = (id: string, label: string) => ({ id, label, children: [] });

  test('is one of the leaves of a tree, each with the branches above it', () => {
    const tree = { id: '1', label: 'Motivo', children: [node('2', 'Venda', leaf('3', 'Proposta aceita'), leaf('4', 'Sem interesse')), leaf('5', 'Engano')] };
    expect(leavesOf(tree)).toEqual([{ id: '3', path: ['Venda', 'Proposta aceita'] }, { id: '4', path: ['Venda', 'Sem interesse'] }, { id: '5', path: ['Engano'] }]);
    expect(leavesOf(leaf('1', 'Motivo'))).toEqual([{ id: '1', path: ['Motivo'] }]);
  });

  test('is sent with what its fields hold, once none that is needed is empty', () => {
    const form = createClassificationForm();
    form.node.value = '3';
    expect(form.wish.value).toBeUndefined();
    form.fields.value = [
      { id: 'units', label: 'Unidades', type: 'number', required: 'yes', options: [] },
      { id: 'note', label: 'Nota', type: 'text', required: 'no', options: [] },
    ];
    expect([form.missing.value, form.wish.value]).toEqual([['Unidades'], undefined]);
    form.valueOf('units').value = ' 12 ';
    form.comment.value = ' Fechou. ';
    expect(form.wish.value).toEqual({ nodeId: '3', comment: 'Fechou.', fields: [{ id: 'units', value: '12' }] });
  });
});

describe('a new contact', () => {
  test.each([['+55 19 98112-4470', '5519981124470'], ['(19) 98112-4470', '5519981124470'], ['+351 912 345 678', '351912345678']])('has the number %j as %s', (typed, sent) => {
    expect(contactWishOf(createNewContactForm({ name: ' Helena ', phone: typed }))).toEqual({ name: 'Helena', phone: sent });
  });

  test('needs a name, and a number, an e-mail or a CPF', () => {
    expect(wrongFieldsOf({ name: '' })).toEqual(['name', 'phone']);
    expect(wrongFieldsOf({ name: 'Helena', cpf: '11144477735' })).toEqual([]);
  });
});

describe('the key of a wish', () => {
  test('is its own, and stays until the wish was refused', () => {
    const keys = createWishKeys();
    const [comment, transfer] = [keys.of('comment', 'Oi'), keys.of('transfer', { agent: '1' })];
    expect(comment).not.toEqual(transfer);
    keys.dropLast();
    expect(keys.of('comment', 'Oi')).toEqual(comment);
    expect(keys.of('transfer', { agent: '1' })).not.toEqual(transfer);
  });
});
