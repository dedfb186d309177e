import type { ClassificationNode } from '../../../../../ports/attendance-actions.ts';

/** What can be chosen of a tree, with the branches that lead there. */
export interface Leaf {
  readonly id: string;
  /** From the first branch to the leaf itself; the tree's own name is none. */
  readonly path: readonly string[];
}

/** The leaves of a tree in its order. */
export const leavesOf = (tree: ClassificationNode): readonly Leaf[] => (tree.children.length === 0 ? leavesBelow(tree, []) : tree.children.flatMap((child) => leavesBelow(child, [])));

function leavesBelow({ id, label, children }: ClassificationNode, above: readonly string[]): readonly Leaf[] {
  const path = [...above, label];
  return children.length === 0 ? [{ id, path }] : children.flatMap((child) => leavesBelow(child, path));
}
