import * as z from 'zod';
import { wireText } from './values.ts';

/** A comment of a session. */
export interface WireComment {
  readonly id?: string | undefined;
  readonly comment: string;
  readonly createdBy?: string | undefined;
  readonly createdAt?: string | undefined;
}

export const wireComment: z.ZodType<WireComment> = z.object({
  id: wireText,
  comment: z.string(),
  createdBy: wireText,
  createdAt: wireText,
});
