// Whom the story is about: as people type their numbers into Ploomes, and as WhatsApp knows them.

export const ANA = { name: 'Ana Souza', typed: '(11) 98765-4321', phone: '5511987654321' } as const;
/** Attended by somebody, so that an event may say something to her there. */
export const BIA = { name: 'Bia Ramos', typed: '(11) 97654-3210', phone: '5511976543210', agent: 'Camila Nogueira' } as const;
/** WhatsApp knows numbers of her area without the ninth digit that Ploomes has (PHN-04). */
export const CLARA = { name: 'Clara Dias', typed: '(31) 98877-6655', phone: '553188776655' } as const;
export const DAVI = { name: 'Davi Lopes', typed: '(21) 99888-7766', phone: '5521998887766' } as const;
/** Whom nobody knows yet: an agent registers them at the panel. */
export const GUSTAVO = { name: 'Gustavo Pires', phone: '5519991234567' } as const;
export const HELENA = { name: 'Helena Castro', phone: '5541998765432' } as const;
