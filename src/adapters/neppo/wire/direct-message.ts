import * as z from 'zod';
import { wireId, wireText } from './values.ts';

/** A row of the active sends. `sessionId`: the client answered. `description`: why it failed. */
export interface WireDirectMessage {
  readonly id: string;
  readonly phoneNumber?: string | undefined;
  readonly status?: string | undefined;
  readonly description?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly sentAt?: string | undefined;
  readonly createdAt?: string | undefined;
  readonly updatedAt?: string | undefined;
  readonly groupName?: string | undefined;
  readonly groupConfId?: string | undefined;
  readonly message?: string | undefined;
  /** JSON as it was sent. */
  readonly additionalInfo?: string | undefined;
}

export const wireDirectMessage: z.ZodType<WireDirectMessage> = z.object({
  id: wireId,
  phoneNumber: wireText,
  status: wireText,
  description: wireText,
  sessionId: wireText,
  sentAt: wireText,
  createdAt: wireText,
  updatedAt: wireText,
  groupName: wireText,
  groupConfId: wireText,
  message: wireText,
  additionalInfo: wireText.catch(undefined),
});

/** What is answered to a send: its row, of which the id alone is sure. */
export const wireSent: z.ZodType<{ readonly id: string }> = z.object({ id: wireId });
