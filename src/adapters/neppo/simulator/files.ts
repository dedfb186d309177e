import { RawReply } from './raw-reply.ts';
import { badField, SimulatorRefusal } from './refusal.ts';
import type { Route, SimRequest } from './router.ts';
import type { FileRow } from './rows.ts';
import type { Store } from './store.ts';

/** A file as a test makes one; `base64` or so many made-up bytes. */
export interface NewFile {
  /** Any name at all: nobody looks at it. */
  readonly name: string;
  /** What its sender calls its type, which need not be so. */
  readonly type: string;
  readonly base64?: string | undefined;
  readonly length?: number | undefined;
  /** Whether its address sends on to another host's, which wants no credential. @defaultValue false */
  readonly sentOn?: boolean | undefined;
  /** Whether it was deleted since. @defaultValue false */
  readonly isGone?: boolean | undefined;
}

const FILES = '/chat/api/files';
const ELSEWHERE = '/_elsewhere/files';

/** Under which setting the simulator's own address stands: it is known when it listens. */
export const OWN_ADDRESS = 'url';

export function keepFile({ files }: Store, { name, type, base64, length = 0, sentOn = false, isGone = false }: NewFile): FileRow {
  const bytes = base64 === undefined ? length : Buffer.from(base64, 'base64').length;
  return files.insert((id) => ({ id, name, type, base64: base64 ?? null, length: bytes, sentOn, isGone }));
}

/** The address of a file, on the tenant's own host. */
export function fileAddress({ files, settings }: Store, id: number): string {
  const name = encodeURIComponent(files.get(id)?.name.replaceAll('/', '_') ?? '') || 'arquivo';
  return `${settings.text(OWN_ADDRESS) ?? ''}${FILES}/${id}/${name}`;
}

/** From now on the file of an address is gone. */
export function loseFile({ files }: Store, address: string): void {
  const file = files.get(Number(/\/files\/(\d+)\//.exec(address)?.[1]));
  if (file === undefined) throw new SimulatorRefusal(404, 'there is no file under this address');
  files.put({ ...file, isGone: true });
}

/** Where files are uploaded and read. */
export function fileRoutes(store: Store): Route[] {
  return [
    { method: 'POST', pattern: '/api/upload', answer: async (request) => await upload(store, request) },
    { method: 'GET', pattern: `${FILES}/{id}/{name}`, answer: (request) => read(store, request) },
    { method: 'GET', pattern: `${ELSEWHERE}/{id}`, open: true, answer: (request) => readElsewhere(store, request) },
  ];
}

async function upload(store: Store, { bytes, headers }: SimRequest) {
  const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': String(headers['content-type']) } }).formData().catch(() => new FormData());
  const file = [...form.values()].find((value) => typeof value !== 'string');
  if (file === undefined) throw badField('file', 'no file came in the form');
  const base64 = Buffer.from(await file.arrayBuffer()).toString('base64');
  const { id } = keepFile(store, { name: file.name, type: file.type || 'application/octet-stream', base64 });
  return { url: fileAddress(store, id), fileName: file.name };
}

function read(store: Store, request: SimRequest): RawReply {
  const file = found(store, request);
  if (!file.sentOn) return replyOf(file, request);
  return new RawReply(302, { location: `${store.settings.text(OWN_ADDRESS) ?? ''}${ELSEWHERE}/${file.id}` }, Buffer.alloc(0));
}

/** A store of files that refuses whoever brings a credential beside the signed address, as they do. */
function readElsewhere(store: Store, request: SimRequest): RawReply {
  if (request.headers['authorization'] !== undefined) throw new SimulatorRefusal(400, 'Only one auth mechanism allowed');
  return replyOf(found(store, request), request);
}

function found({ files }: Store, { params }: SimRequest): FileRow {
  const file = files.get(Number(params['id']));
  if (file === undefined || file.isGone) throw new SimulatorRefusal(404, 'Arquivo não encontrado');
  return file;
}

function replyOf(file: FileRow, { headers }: SimRequest): RawReply {
  const whole = file.base64 === null ? Buffer.alloc(file.length, 'vinculo ') : Buffer.from(file.base64, 'base64');
  const type = { 'content-type': headerText(file.type), 'content-disposition': `inline; filename="${headerText(file.name)}"`, 'accept-ranges': 'bytes' };
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(String(headers['range'] ?? '')) ?? [];
  if (from === undefined || from === '' || Number(from) >= whole.length) return new RawReply(200, type, whole);
  const last = to === '' ? whole.length - 1 : Math.min(Number(to), whole.length - 1);
  return new RawReply(206, { ...type, 'content-range': `bytes ${from}-${last}/${whole.length}` }, whole.subarray(Number(from), last + 1));
}

/** What a header can hold at all. */
const headerText = (text: string): string => text.replaceAll(/[^\x20-\x7e]|"/g, '_');
