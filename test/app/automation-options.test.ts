import { describe, expect, test } from 'vitest';
import { parseOptions, parseStoredSettings } from '../../src/app/connection-settings.ts';
import type { AutomationInput } from '../../src/ports/index.ts';

const automation = (more: object = {}): AutomationInput => ({ id: 'boas-vindas', name: 'Boas-vindas', groupId: 7, templateId: 'T1', ...more });
const byName = { at: { of: 'contact', field: 'name' }, operator: 'equals', value: 'Ana' } as const;

describe('the automations of a connection (SND-02)', () => {
  test('are none unless given; what is left out of one has its default', () => {
    expect(parseOptions({}).automations).toEqual([]);
    expect(parseOptions({ automations: [automation()] }).automations)
      .toEqual([{ id: 'boas-vindas', name: 'Boas-vindas', channel: 'whatsapp', groupId: '7', templateId: 'T1', conditions: { hold: 'all', of: [] }, values: [] }]);
  });

  test('stay as they are when another option changes, and are read back as they were stored', () => {
    const before = parseOptions({ automations: [automation({ conditions: { hold: 'any', of: [byName, { hold: 'all', of: [] }] } })] });
    expect(parseOptions({ linking: 'on' }, before).automations).toEqual(before.automations);
    const { automations: _, ...options } = before;
    expect(parseStoredSettings({ name: 'Acme', status: 'active', options }).options.automations).toEqual([]);
  });

  test.each([
    ['an id that no address can hold', { id: 'boas vindas' }, 'options.automations.0.id'],
    ['a call', { channel: 'voice' }, 'options.automations.0.channel'],
    ['a field that nobody reads', { values: [{ part: 'body', place: 1, from: [{ of: 'contact', field: 'apelido' }] }] }, 'options.automations.0.values.0.from.0'],
    ['a condition that asks for nothing', { conditions: { hold: 'all', of: [{ at: byName.at, operator: 'equals' }] } }, 'options.automations.0.conditions.of.0'],
    ['conditions that are nested too deep', { conditions: [1, 2, 3, 4].reduce<object>((inner) => ({ hold: 'all', of: [inner] }), { hold: 'all', of: [byName] }) }, 'options.automations.0.conditions'],
    ['a list that is too long', { conditions: { hold: 'all', of: [{ at: byName.at, operator: 'in-list', values: Array.from({ length: 201 }, String) }] } }, 'options.automations.0.conditions'],
  ])('are refused for %s, by the name of what is wrong', (_why, more, field) => {
    expect(() => parseOptions({ automations: [automation(more)] })).toThrow(expect.objectContaining({ code: 'input.options-invalid', field }));
  });

  test('are refused where two have one id', () => {
    expect(() => parseOptions({ automations: [automation(), automation({ name: 'Outra' })] })).toThrow(expect.objectContaining({ field: 'options.automations' }));
  });
});
