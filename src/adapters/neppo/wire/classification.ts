import * as z from 'zod';
import { wireId, wireText } from './values.ts';

/** How a session was classified: the deepest node chosen in a tree, by id, sometimes with its name. */
export interface WireClassification {
  readonly id: string;
  readonly sessionId?: string | undefined;
  readonly node?: { readonly id: string; readonly name?: string | undefined } | undefined;
  readonly rootId?: string | undefined;
  readonly comment?: string | undefined;
  readonly createdAt?: string | undefined;
}

/** A node of a classification tree with what is below it. */
export interface WireNode {
  readonly id: string;
  readonly name?: string | undefined;
  readonly children: readonly WireNode[];
}

const wireNodeRef = z.union([
  z.object({ id: wireId, name: wireText }),
  wireId.transform((id) => ({ id, name: undefined })),
]);

export const wireClassification: z.ZodType<WireClassification> = z
  .object({
    id: wireId,
    sessionId: wireText,
    session: z.object({ id: wireId }).nullish(),
    classificationTreeSession: wireNodeRef.nullish(),
    rootId: wireText,
    commentClassification: wireText,
    createdAt: wireText,
  })
  .transform(({ id, sessionId, session, classificationTreeSession, rootId, commentClassification, createdAt }) => ({
    id,
    sessionId: sessionId ?? session?.id,
    node: classificationTreeSession ?? undefined,
    rootId,
    comment: commentClassification,
    createdAt,
  }));

export const wireNode: z.ZodType<WireNode> = z.object({
  id: wireId,
  name: wireText,
  get children() {
    return z.array(wireNode).nullish().transform((children) => children ?? []);
  },
});
