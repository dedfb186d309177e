import * as z from 'zod';
import { wireId } from './values.ts';

/** Who attends whom, by ids alone. */
export interface WireAssociation {
  readonly id: string;
  readonly clientId: string;
  readonly agentId: string;
}

const row = z.object({ id: wireId });

/** Client and agent are named by an id, or by a row that has one (N5). */
export const wireAssociation: z.ZodType<WireAssociation> = z
  .object({ id: wireId, clientId: wireId.nullish(), agentId: wireId.nullish(), client: row.nullish(), agent: row.nullish() })
  .transform(({ id, clientId, agentId, client, agent }, context) => {
    const [clientIs, agentIs] = [clientId ?? client?.id, agentId ?? agent?.id];
    if (clientIs !== undefined && agentIs !== undefined) return { id, clientId: clientIs, agentId: agentIs };
    context.addIssue({ code: 'custom', message: 'neither ids nor rows of client and agent', path: ['clientId'] });
    return z.NEVER;
  });
