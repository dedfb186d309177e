import { describe, expect, test } from 'vitest';
import { groupsMadeAnew, mappingOf, parseFunnelMappings } from '../../../src/domain/funnel/funnel-mapping.ts';
import { aGroup, aGroupId } from '../../builders/a-session.ts';
import { aFunnelId, theSettings } from '../../builders/a-story.ts';

const { mappings } = theSettings({ A: 'f1', B: 'f1', C: 'f2' });

describe('CRD-12: groups and funnels', () => {
  test('a funnel may have many groups', () => {
    expect(parseFunnelMappings(mappings)).toEqual({ ok: true, value: mappings });
  });

  test('a group has at most one funnel; the refusal says which', () => {
    const twice = [...mappings, ...theSettings({ A: 'f3' }).mappings];
    expect(parseFunnelMappings(twice)).toEqual({ ok: false, reason: { problem: 'group-mapped-twice', groupName: 'A', funnelIds: ['f1', 'f3'] } });
  });

  test('not even twice to the same one', () => {
    expect(parseFunnelMappings([...mappings, ...mappings]).ok).toBe(false);
  });
});

describe('CRD-20: mappings hold the group’s id', () => {
  test('a rename changes the label alone', () => {
    const renamed = mappings.map((mapping) => ({ ...mapping, groupName: 'Outro nome' }));
    expect(mappingOf(renamed, aGroupId('A'))).toMatchObject({ funnelId: aFunnelId('f1') });
  });

  test('a group made anew under the same name is unmapped, and warned about', () => {
    const anew = { id: aGroupId('A2'), name: 'A' };
    expect(mappingOf(mappings, anew.id)).toBeUndefined();
    expect(groupsMadeAnew(mappings, [aGroup('A'), anew, aGroup('Z')])).toEqual([anew]);
  });

  test('two mapped groups of one name are no cause for a warning', () => {
    const namesakes = [...mappings, ...theSettings({ A2: 'f1' }).mappings.map((mapping) => ({ ...mapping, groupName: 'A' }))];
    expect(groupsMadeAnew(namesakes, [{ id: aGroupId('A'), name: 'A' }, { id: aGroupId('A2'), name: 'A' }])).toEqual([]);
  });
});
