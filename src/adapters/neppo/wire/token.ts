import * as z from 'zod';

/** The answer of the token address. Lifetimes of about an hour were seen in 2026. */
export interface WireToken {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in: number;
}

const HOUR_SECONDS = 3600;

export const wireToken: z.ZodType<WireToken> = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().catch(HOUR_SECONDS),
});
