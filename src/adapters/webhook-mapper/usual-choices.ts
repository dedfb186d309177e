import type { SchemeChoice } from '../../ports/platform.ts';

/** For senders that sign nothing, and for those whose signature is an option. */
export const addressAlone: SchemeChoice = { id: 'address-alone', scheme: { kind: 'address-alone' }, confidence: 'verified' };

/** For senders to whose requests a header of one's own can be added. */
export const ownHeader = (header: string): SchemeChoice => ({
  id: 'own-header',
  scheme: { kind: 'shown', at: { header } },
  secret: {
    pt: `Um valor longo e aleatório, enviado no cabeçalho ${header}`,
    en: `A long random value, sent in the header ${header}`,
  },
  confidence: 'verified',
});

/** HTTP Basic, where the sender lets one type it. */
export const basic: SchemeChoice = {
  id: 'basic',
  scheme: { kind: 'basic' },
  secret: { pt: 'usuário:senha, como informados no remetente', en: 'user:password, as typed at the sender' },
  confidence: 'verified',
};
