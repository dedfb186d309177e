import * as z from 'zod';
import { wireId, wireText } from './values.ts';

/** A row of the list of agents. Which field tells of the chat token is a setting, so all fields are at hand. */
export interface WireAgent {
  readonly id: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly user?:
    | {
        readonly id: string;
        readonly name?: string | undefined;
        readonly displayName?: string | undefined;
        readonly userName?: string | undefined;
        readonly email?: string | undefined;
        readonly active?: boolean | null | undefined;
        readonly profile?: { readonly id: string } | null | undefined;
      }
    | undefined;
}

const wireAgentUser = z.object({
  id: wireId,
  name: wireText,
  displayName: wireText,
  userName: wireText,
  email: wireText,
  active: z.boolean().nullish(),
  profile: z.object({ id: wireId }).nullish(),
});

export const wireAgent: z.ZodType<WireAgent> = z
  .looseObject({ id: wireId, user: wireAgentUser.nullish() })
  .transform(({ id, user, ...fields }) => ({ id, fields, user: user ?? undefined }));
