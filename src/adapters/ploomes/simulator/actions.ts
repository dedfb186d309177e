import { appendChild } from './children.ts';
import { patchRow, saveRow } from './write.ts';
import { DEAL_STATUS, kindOf } from './schema.ts';
import type { Kind } from './schema.ts';
import { badRequest, childrenOf, idOf, isRow, numberAt } from './wire.ts';
import type { Row } from './wire.ts';
import { touchRow } from './world.ts';
import type { World } from './world.ts';

/** A file of a multipart body; the simulator keeps what is said of it and not its bytes. */
export interface SentFile {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

/** What an action is asked to do, and to which row. */
interface Request {
  readonly world: World;
  readonly kind: Kind;
  readonly row: Row;
  readonly body: Row;
  readonly files: readonly SentFile[];
  readonly actorId: number;
}

/** The row an action answers with, and of which kind it is. */
interface Outcome {
  readonly kind: Kind;
  readonly row: Row;
}

type Action = (request: Request) => Outcome;

/** `POST /Entity(id)/Action`, by entity and action. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  'Deals/Win': (request) => settle(request, 'Win'),
  'Deals/Lose': (request) => settle(request, 'Lose'),
  'Deals/Reopen': (request) => settle(request, 'Reopen'),
  'Deals/MarkAsRead': ({ world, kind, row, body, actorId }) =>
    ({ kind, row: patchRow(world, kind, idOf(row), { Read: body['Read'] ?? true }, actorId) }),
  'Contacts/UpdateOtherProperty': updateOtherProperty,
  'InteractionRecords/NewComment': newComment,
  'InteractionRecords/UploadFile': uploadFile,
  'Contacts/UploadFile': uploadFile,
  'Deals/UploadFile': uploadFile,
  'Tasks/NewComment': newComment,
  'Tasks/Finish': finishTask,
};

function settle({ world, kind, row, body, actorId }: Request, action: 'Win' | 'Lose' | 'Reopen'): Outcome {
  const reasonId = numberAt(body, 'LossReasonId');
  if (reasonId !== undefined && !world.store.get('Deals@LossReasons', reasonId)) {
    throw badRequest(`The LossReasonId ${reasonId} does not exist.`);
  }
  const now = world.nowText();
  const amount = numberAt(body, 'WonAmount') ?? row['Amount'] ?? 0;
  const settled: Record<typeof action, Row> = {
    Win: { StatusId: DEAL_STATUS.won, FinishDate: now, Amount: amount, LossReasonId: null },
    Lose: { StatusId: DEAL_STATUS.lost, FinishDate: now, LossReasonId: reasonId ?? null },
    Reopen: { StatusId: DEAL_STATUS.open, FinishDate: null, LossReasonId: null },
  };
  return { kind, row: saveRow(world, kind, row, { ...row, ...settled[action] }, actorId, action) };
}

/** Writes one custom field and leaves the others alone, whatever arrays in a PATCH would do. */
function updateOtherProperty({ world, kind, row, body, actorId }: Request): Outcome {
  const values = body['Values'];
  if (!Array.isArray(values)) throw badRequest("The property 'Values' is required.");
  const others = childrenOf(row, 'OtherProperties').filter((each) => each['FieldKey'] !== body['FieldKey']);
  const written = values.filter(isRow).map((value) => ({ FieldKey: body['FieldKey'] ?? null, ...value }));
  const patched = patchRow(world, kind, idOf(row), { OtherProperties: written }, actorId);
  const own = childrenOf(patched, 'OtherProperties').filter((each) => each['FieldKey'] === body['FieldKey']);
  const merged: Row = { ...patched, OtherProperties: [...others, ...own] };
  world.store.put(kind.path, merged);
  return { kind, row: merged };
}

function newComment({ world, kind, row, body, actorId }: Request): Outcome {
  const content = body['Content'];
  if (typeof content !== 'string' || content === '') {
    throw badRequest("The property 'Content' is required on 'Comment'.");
  }
  const after: Row = { ...row };
  const signed = { Content: content, CreatorId: actorId, CreateDate: world.nowText() };
  const comment = appendChild(world, after, 'Comments', signed);
  saveRow(world, kind, row, after, actorId, 'Update');
  touchRow(world, 'Deals', row['DealId']);
  return { kind: kindOf('Comments'), row: comment };
}

function uploadFile({ world, kind, row, files, actorId }: Request): Outcome {
  if (files.length === 0) throw badRequest('The request holds no file.');
  const after: Row = { ...row };
  for (const { name, type, size } of files) {
    appendChild(world, after, 'Attachments', {
      ItemId: idOf(row), EntityId: kind.webhookEntityId ?? null, [`${kind.type}Id`]: idOf(row), FileName: name,
      ContentType: type, ContentLength: size, Url: `https://files.example/${world.guid()}/${encodeURIComponent(name)}`,
      Listable: true, IsSensitiveData: false, CreatorId: actorId,
    });
  }
  return { kind, row: saveRow(world, kind, row, after, actorId, 'Update') };
}

function finishTask({ world, kind, row, body, actorId }: Request): Outcome {
  const finished = body['Finished'] !== false;
  const by = finished ? { FinisherId: actorId, FinishDate: world.nowText() } : { FinisherId: null, FinishDate: null };
  return { kind, row: saveRow(world, kind, row, { ...row, ...by, Finished: finished }, actorId, 'Finish') };
}
