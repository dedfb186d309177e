import { sessionNamed } from './names.ts';
import { SimulatorRefusal } from './refusal.ts';
import type { ClassificationRow, FieldRow, NodeRow } from './rows.ts';
import { announce, type World } from './world.ts';

/** A classification as the vendor's widget posts it. */
export interface SaveClassification {
  readonly id?: number | null | undefined;
  readonly sessionId: number;
  readonly classificationTreeSession: number;
  readonly commentClassification?: string | null | undefined;
  readonly agentId?: number | null | undefined;
}

/** What a session was about, chosen from the classification tree. */
export interface ClassificationDesk {
  readonly save: (input: SaveClassification) => ClassificationRow;
  /** By name; a name that the tree does not have is added under its root. */
  readonly classify: (session: string | number, name: string, comment: string | undefined) => ClassificationRow;
  readonly rootOf: (nodeId: number) => NodeRow | undefined;
  /** Plants a tree, with the fields that its nodes ask for; its root. */
  readonly plant: (tree: NewTree) => NodeRow;
}

/** A node of a tree as a test makes one. */
export interface NewTree {
  readonly name: string;
  readonly children?: readonly NewTree[] | undefined;
  readonly fields?: readonly NewField[] | undefined;
}

/** A field that is asked for beside a node. */
export interface NewField extends Pick<FieldRow, 'name' | 'type'> {
  readonly required?: boolean | undefined;
  readonly options?: readonly string[] | undefined;
}

export function createClassificationDesk(world: World): ClassificationDesk {
  const { store, clock } = world;
  const rootOf = (nodeId: number): NodeRow | undefined => {
    const node = store.nodes.get(nodeId);
    return node?.parentId === null || node === undefined ? node : rootOf(node.parentId);
  };
  const save = (input: SaveClassification): ClassificationRow => {
    const session = sessionNamed(store, input.sessionId);
    const root = rootOf(input.classificationTreeSession);
    if (!root) throw new SimulatorRefusal(404, 'Classificação não encontrada');
    const known = input.id ? store.classifications.get(input.id) : undefined;
    const row = (id: number): ClassificationRow => ({
      id,
      sessionId: session.id,
      nodeId: input.classificationTreeSession,
      rootId: root.id,
      comment: input.commentClassification ?? null,
      groupId: session.groupId,
      groupName: session.groupId === null ? null : (store.groups.get(session.groupId)?.name ?? null),
      agentUserId: input.agentId ?? agentUserOf(world, session.agentId),
      displayName: store.users.get(session.userId)?.name ?? null,
      createdAt: known?.createdAt ?? clock.second(),
    });
    const saved = known ? store.classifications.put(row(known.id)) : store.classifications.insert(row);
    announce(world, 'ClassificationServices', known ? 'UPDATE' : 'CREATE', saved.id);
    return saved;
  };
  return {
    save,
    rootOf,
    plant: (tree) => plant(world, tree, null),
    classify: (key, name, comment) => {
      const session = sessionNamed(store, key);
      const node = nodeNamed(world, name);
      return save({ sessionId: session.id, classificationTreeSession: node.id, commentClassification: comment });
    },
  };
}

function plant(world: World, { name, children = [], fields = [] }: NewTree, parentId: number | null): NodeRow {
  const { store } = world;
  const node = store.nodes.insert((id) => ({ id, name, parentId }));
  for (const { required = false, options = [], ...field } of fields) store.fields.insert((id) => ({ id, nodeId: node.id, required, options, ...field }));
  for (const child of children) plant(world, child, node.id);
  return node;
}

const agentUserOf = ({ store }: World, agentId: number | null): number | null =>
  agentId === null ? null : (store.agents.get(agentId)?.userId ?? null);

function nodeNamed({ store }: World, name: string): NodeRow {
  const nodes = store.nodes.all();
  const wanted = name.trim().toLowerCase();
  const root = nodes.find(({ parentId }) => parentId === null);
  return (
    nodes.find((node) => node.parentId !== null && node.name.toLowerCase() === wanted) ??
    store.nodes.insert((id) => ({ id, name: name.trim(), parentId: root?.id ?? null }))
  );
}
