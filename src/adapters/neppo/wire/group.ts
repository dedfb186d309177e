import * as z from 'zod';
import { wireId } from './values.ts';

/** A row of the list of attendance groups (N6). */
export interface WireGroup {
  readonly id: string;
  readonly name: string;
}

export const wireGroup: z.ZodType<WireGroup> = z.object({ id: wireId, name: z.string() });
