import { describe, expect, test } from 'vitest';
import { createSecretBox } from '../../src/adapters/system/index.ts';
import { filterOf } from '../../src/app/search.ts';
import { isIntegrationError } from '../../src/domain/index.ts';
import type { DeliverySearch } from '../../src/ports/index.ts';

const box = createSecretBox('a-secret-key-for-tests-only');
const subjectsOf = (search: DeliverySearch) => filterOf(search, box).subjects;

describe('what a person types to find deliveries', () => {
  test.each(['5511987654321', '551187654321', '+55 (11) 98765-4321', '11 98765-4321', '(11) 8765-4321', '011987654321'])(
    'PHN-04: %s finds the same person as every other form of the number', (typed) => {
      expect(subjectsOf({ phone: typed })).toEqual(subjectsOf({ phone: '+5511987654321' }));
    },
  );

  test('HUB-05: nothing of a phone or an e-mail is left in it', () => {
    const text = JSON.stringify(filterOf({ phone: '+5511987654321', email: 'Ana@Example.com' }, box));
    expect(text).not.toMatch(/8765|4321|ana|example/i);
    expect(subjectsOf({ email: 'Ana@Example.com' })).toEqual(subjectsOf({ email: ' ana@example.com ' }));
  });

  test('a phone and an e-mail of other hubs give other marks', () => {
    const other = createSecretBox('another-secret-key-for-tests');
    expect(filterOf({ phone: '+5511987654321' }, other).subjects).not.toEqual(subjectsOf({ phone: '+5511987654321' }));
  });

  test('sessions, contacts, cards and records are found by their ids, all that are given at once', () => {
    expect(filterOf({ session: ' WA1 ', contact: '5', card: '7', record: '9', state: 'done' }, box)).toEqual({
      state: 'done', subjects: ['session:WA1', 'contact:5', 'card:7', 'record:9'],
    });
  });

  test('nothing that names nobody adds anything', () => {
    expect(filterOf({ state: 'later' }, box)).toEqual({ state: 'later' });
  });

  test.each([['phone', 'twelve'], ['phone', '987654321'], ['email', 'bia.sem.arroba'], ['session', ' '], ['card', '']] as const)(
    'a %s that cannot be read (%s) is refused by its field, and not repeated', (field, typed) => {
      const refusal = (() => {
        try {
          return filterOf({ [field]: typed }, box);
        } catch (error) {
          return error;
        }
      })();
      expect(refusal).toMatchObject({ code: 'input.search-unreadable', field });
      if (typed.trim() !== '' && isIntegrationError(refusal)) expect(refusal.message).not.toContain(typed);
    },
  );
});
