import * as z from 'zod';
import { wireId, wireText } from './values.ts';

/** A custom value of a user. */
export interface WireAttribute {
  readonly name: string;
  readonly value: string | undefined;
}

/** A row of the list of users, who are clients, agents and bots. */
export interface WireUser {
  readonly id: string;
  readonly userName?: string | undefined;
  readonly name?: string | undefined;
  readonly displayName?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  readonly cpf?: string | undefined;
  readonly externalCode?: string | undefined;
  readonly country?: string | undefined;
  readonly originUser?: string | undefined;
  readonly typeUser?: string | undefined;
  readonly active: boolean;
  readonly updatedAt?: string | undefined;
  readonly attributes: readonly WireAttribute[];
}

/** Seen as triples of something, what it is called, and its value; as one object it may come too (N17). */
const wireAttribute: z.ZodType<WireAttribute | undefined> = z.unknown().transform((attribute) => {
  const triple = z.tuple([z.unknown(), named, wireText]).safeParse(attribute).data;
  if (triple !== undefined) return attributeOf(triple[1], triple[2]);
  const whole = z.intersection(named, z.object({ value: wireText })).safeParse(attribute).data;
  return whole && attributeOf(whole, whole.value);
});

const named = z.object({ description: wireText, name: wireText });

function attributeOf({ description, name }: z.output<typeof named>, value: string | undefined): WireAttribute | undefined {
  const called = description ?? name;
  return called === undefined ? undefined : { name: called, value };
}

export const wireUser: z.ZodType<WireUser> = z.object({
  id: wireId,
  userName: wireText,
  name: wireText,
  displayName: wireText,
  phone: wireText,
  email: wireText,
  cpf: wireText,
  externalCode: wireText,
  country: wireText,
  originUser: wireText,
  typeUser: wireText,
  active: z.boolean().nullish().transform((active) => active ?? true),
  updatedAt: wireText,
  attributes: z.array(wireAttribute).nullish().transform((all) => (all ?? []).filter((each) => each !== undefined)),
});
