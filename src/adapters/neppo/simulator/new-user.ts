import type { UserRow } from './rows.ts';

/** A user as Neppo makes one of whom it knows a number at most. */
export const newUser = (id: number, phone: string | null | undefined, now: number): UserRow => ({
  id,
  userName: phone ? `whatsapp_${phone}` : `user_${id}`,
  name: null,
  phone: null,
  email: null,
  cpf: null,
  externalCode: null,
  country: 'BR',
  originUser: phone ? 'WHATSAPP' : null,
  typeUser: 'USER',
  active: true,
  profileId: 3,
  attributes: [],
  createdAt: now,
  updatedAt: now,
});
