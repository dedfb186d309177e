import type { Classification } from '../../../domain/attendance/sighting.ts';
import { parseInstant } from '../../../domain/kernel/instant.ts';
import type { WireClassification, WireNode } from '../wire/classification.ts';

/** The classification that holds: the youngest, and of equally young ones the one made last. */
export function latestOf(rows: readonly WireClassification[], offset: string): WireClassification | undefined {
  const age = ({ createdAt }: WireClassification): string => {
    const at = parseInstant(createdAt ?? '', offset);
    return at.ok ? at.value : '';
  };
  return rows.toSorted((a, b) => compareTexts(age(a), age(b)) || Number(a.id) - Number(b.id)).at(-1);
}

/** Turns a classification into the words that people chose. Without the tree, the node's id stands for its name. */
export function translateClassification({ node, comment }: WireClassification, tree: readonly WireNode[]): Classification | undefined {
  const label = node && (node.name ?? nameIn(tree, node.id) ?? node.id);
  if (label === undefined) return undefined;
  return { label, ...(comment === undefined ? {} : { comment }) };
}

function nameIn(nodes: readonly WireNode[], id: string): string | undefined {
  for (const node of nodes) {
    const name = node.id === id ? node.name : nameIn(node.children, id);
    if (name !== undefined) return name;
  }
  return undefined;
}

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
