import type { AuthenticityVerdict } from '../../ports/index.ts';

export type Refusal = Extract<AuthenticityVerdict, { readonly authentic: 'no' }>;

export const authentic: AuthenticityVerdict = { authentic: 'yes' };

export const refused = (why: Refusal['why']): Refusal => ({ authentic: 'no', why });

export const verdictOf = (isGenuine: boolean): AuthenticityVerdict => (isGenuine ? authentic : refused('signature-wrong'));
