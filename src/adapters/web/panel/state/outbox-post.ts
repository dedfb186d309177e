import { DeskProblem, type DeskActed, type DeskClient, type MessageWish } from '../../../../client/index.ts';
import type { OutboxItem } from './outbox-item.ts';

/** The problem's kind; the hub knows nothing of it, and has no words for it. */
export const FILE_UNREADABLE = 'file-unreadable';

/** Brings one thing to the hub, a file by its upload first; `onRef` is told what that gave, so that it is not sent twice. */
export function createPostman(desk: DeskClient, signal: AbortSignal): (item: OutboxItem, onRef: (ref: string) => void) => Promise<DeskActed['outcome']> {
  async function messageOf({ text, file, body, ref }: OutboxItem, onRef: (ref: string) => void): Promise<MessageWish> {
    if (file === undefined) return { kind: 'text', text };
    const said = text === '' ? {} : { caption: text };
    if (ref !== undefined) return { kind: file.kind, name: file.name, ref, ...said };
    await touch(body);
    const given = await desk.uploadFile({ name: file.name, contentType: body?.type ?? '', body: body ?? new Blob() }, { signal });
    onRef(given.ref);
    return { kind: file.kind, name: file.name, ref: given.ref, ...said };
  }

  return async (item, onRef) => {
    const { key, kind, protocol, text } = item;
    const { outcome } = kind === 'comment'
      ? await desk.addComment(protocol, { text }, { key, signal })
      : await desk.sendMessage(protocol, await messageOf(item, onRef), { key, signal });
    return outcome;
  };
}

/** A file that was moved or changed after it was chosen cannot be read: that would look like a network that broke, for ever. */
async function touch(body: File | undefined): Promise<void> {
  try {
    await body?.slice(0, 1).arrayBuffer();
  } catch (cause) {
    throw new DeskProblem({ status: 422, kind: FILE_UNREADABLE, text: '', cause });
  }
}
