import type { Made } from '../ports/agent-desk.ts';
import type { ClassificationChoice } from '../ports/attendance-actions.ts';
import type { PaperKind } from '../ports/crm-paperwork.ts';
import type { ActOptions, Asking } from './ask.ts';
import { inSession, type DeskActed } from './reading.ts';

/** What was made, or will be; a refusal is a {@link DeskProblem}. */
export type DeskMade = Exclude<Made, { readonly outcome: 'refused' }>;

/** Text, or a file that {@link DeskActing.uploadFile} took. */
export type MessageWish =
  | { readonly kind: 'text'; readonly text: string; readonly replyTo?: string }
  | { readonly kind: 'audio' | 'image' | 'video' | 'file'; readonly ref: string; readonly name: string; readonly caption?: string; readonly replyTo?: string };

/** A person as it is made in the CRM. */
export interface ContactWish {
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  readonly cpf?: string;
  readonly companyId?: string;
}

/** What "Novo" makes (PAN-05). */
export interface PaperWish {
  readonly kind: PaperKind;
  readonly title?: string;
  readonly text?: string;
  /** Of a task, with its offset: `2026-05-04T09:00:00-03:00`. */
  readonly dueAt?: string;
  readonly funnelId?: string;
}

/** What an agent may do. Each act goes out under a key and is carried out once, however often it had to be sent. */
export interface DeskActing {
  /** The key comes back as `clientKey` of the message, in lists and in the stream. */
  sendMessage(protocol: string, message: MessageWish, options?: ActOptions): Promise<DeskActed>;
  addComment(protocol: string, wish: { readonly text: string }, options?: ActOptions): Promise<DeskActed>;
  transferSession(protocol: string, to: { readonly agent: string } | { readonly group: string }, options?: ActOptions): Promise<DeskActed>;
  /** With its classification where the group asks for one (PAN-07). */
  closeSession(protocol: string, wish?: { readonly classification?: ClassificationChoice }, options?: ActOptions): Promise<DeskActed>;
  classifySession(protocol: string, classification: ClassificationChoice, options?: ActOptions): Promise<DeskActed>;
  markRead(protocol: string, options?: ActOptions): Promise<DeskActed>;
  /** Makes a person of the session's client, and links the session to it (PAN-02). */
  createContact(protocol: string, wish: ContactWish, options?: ActOptions): Promise<DeskMade>;
  linkContact(protocol: string, wish: { readonly contactId: string }, options?: ActOptions): Promise<DeskActed>;
  createCard(protocol: string, wish: { readonly funnelId: string; readonly title?: string }, options?: ActOptions): Promise<DeskMade>;
  linkCard(protocol: string, wish: { readonly cardId: string }, options?: ActOptions): Promise<DeskActed>;
  unlinkCard(protocol: string, options?: ActOptions): Promise<DeskActed>;
  saveSession(protocol: string, options?: ActOptions): Promise<DeskActed>;
  makePaper(protocol: string, wish: PaperWish, options?: ActOptions): Promise<DeskMade>;
  pause(wish: { readonly reasonId: string }, options?: ActOptions): Promise<DeskActed>;
  resume(options?: ActOptions): Promise<DeskActed>;
  /** Takes a file of up to 16 MB; a message names it by the `ref`. */
  uploadFile(file: { readonly name: string; readonly contentType: string; readonly body: Blob | Uint8Array<ArrayBuffer> }, options?: ActOptions): Promise<{ readonly ref: string }>;
}

export function createActing({ json }: Asking): DeskActing {
  const post = async <Answer>(path: string, body: object = {}, options: ActOptions = {}): Promise<Answer> => await json<Answer>({ ...options, method: 'POST', path, body });
  return {
    sendMessage: async (protocol, message, options) => await post(inSession(protocol, 'messages'), message, options),
    addComment: async (protocol, wish, options) => await post(inSession(protocol, 'comments'), wish, options),
    transferSession: async (protocol, to, options) => await post(inSession(protocol, 'transfer'), to, options),
    closeSession: async (protocol, wish, options) => await post(inSession(protocol, 'close'), wish, options),
    classifySession: async (protocol, classification, options) => await post(inSession(protocol, 'classify'), classification, options),
    markRead: async (protocol, options) => await post(inSession(protocol, 'read'), {}, options),
    createContact: async (protocol, wish, options) => await post(inSession(protocol, 'contacts'), wish, options),
    linkContact: async (protocol, wish, options) => await post(inSession(protocol, 'contact'), wish, options),
    createCard: async (protocol, wish, options) => await post(inSession(protocol, 'cards'), wish, options),
    linkCard: async (protocol, wish, options) => await post(inSession(protocol, 'card'), wish, options),
    unlinkCard: async (protocol, options) => await post(inSession(protocol, 'unlink-card'), {}, options),
    saveSession: async (protocol, options) => await post(inSession(protocol, 'save'), {}, options),
    makePaper: async (protocol, wish, options) => await post(inSession(protocol, 'new'), wish, options),
    pause: async (wish, options) => await post('pause', wish, options),
    resume: async (options) => await post('resume', {}, options),
    uploadFile: async ({ name, contentType, body }, options = {}) => await json({
      ...options, method: 'POST', path: 'uploads', bytes: body, patience: 'endless', headers: { 'content-type': contentType, 'x-file-name': encodeURIComponent(name) },
    }),
  };
}
