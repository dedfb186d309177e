import { describe, expect, test } from 'vitest';
import { decideClient, decideSeenClient, type ClientCandidate, type SeenClientDecision, type SynchronisationSettings } from '../../../src/domain/index.ts';
import { aChatClient, syncSettings } from '../../builders/a-chat-client.ts';
import { aPerson } from '../../builders/an-identity.ts';

const phone = '5511987654321';
const email = 'ana@exemplo.test';
const seen = (data: Parameters<typeof aChatClient>[1], candidates: readonly ClientCandidate[], over: Partial<SynchronisationSettings> = {}): SeenClientDecision => {
  const client = aChatClient(1, data);
  return decideSeenClient(client, decideClient({ keys: client.keys, candidates }), syncSettings(over));
};

describe('SYN-06: a client made or changed in the chat', () => {
  test('that matches a contact is synchronised with it', () => {
    expect(seen({ phone: '551187654321' }, [aPerson(7, { phone })])).toEqual({ outcome: 'synchronise', contact: '7' });
  });

  test('that nobody matches makes nothing in the CRM, unless the connection says so', () => {
    expect(seen({ phone }, [])).toEqual({ outcome: 'nothing-to-do', because: 'unknown-contact' });
    expect(seen({ name: ' Ana ', phone: '551187654321', email: 'Ana@exemplo.test', cpf: '1' }, [], { createUnknownContacts: 'on' })).toEqual({
      outcome: 'planned', step: { type: 'RegisterContact', name: 'Ana', phone: '+5511987654321', email },
    });
  });

  test('is named by its number or e-mail for want of a name, and left for want of all', () => {
    expect(seen({ email }, [], { createUnknownContacts: 'on' })).toMatchObject({ step: { name: email } });
    expect(seen({ userName: 'instagram_7' }, [], { createUnknownContacts: 'on' })).toEqual({ outcome: 'nothing-to-do', because: 'no-name-or-number' });
  });

  test('that several answer to is never made anew', () => {
    expect(seen({ email }, [aPerson(7, { email }), aPerson(8, { email })], { createUnknownContacts: 'on' })).toEqual({ outcome: 'nothing-to-do', because: 'several-match' });
  });
});
