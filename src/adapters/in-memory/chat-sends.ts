import type { ChatSendId, MessageTemplate, TemplateId } from '../../domain/active-send/active-send.ts';
import type { GroupId, Sighting } from '../../domain/attendance/sighting.ts';
import { Defect } from '../../domain/kernel/error.ts';
import { floorToSecond, type Instant } from '../../domain/kernel/instant.ts';
import { phoneKeyOf } from '../../domain/phone/phone-key.ts';
import { parsePhone } from '../../domain/phone/phone-number.ts';
import type { ActiveSendRequest, ActiveSends, SendReading } from '../../ports/active-sends.ts';
import { PortFailure } from '../../ports/failures.ts';
import type { Answering, ChatMethod } from './chat-faults.ts';
import type { ChatWorld } from './chat-world.ts';
import type { ChatActs } from './chat-acts.ts';
import { markerAnswer } from './marker-answer.ts';

/** A template as somebody has Meta look at it. */
export type NewTemplate = Omit<MessageTemplate, 'id' | 'language' | 'approval'> & Partial<Pick<MessageTemplate, 'language' | 'approval'>> & {
  /** The groups that may send it. @defaultValue all */
  readonly groups?: readonly GroupId[];
};

/** An active send as the chat keeps it. */
export interface StoredSend {
  readonly reading: SendReading;
  readonly request: ActiveSendRequest;
  readonly sentAt: Instant;
}

/** What becomes of active sends, and what there is to see. Naming one that is not there is a `Defect` of the caller. */
export interface SendActs {
  addTemplate(template: NewTemplate): MessageTemplate;
  /** Meta thinks again about a template. */
  judgeTemplate(id: TemplateId, approval: MessageTemplate['approval']): void;
  /** A send comes so far. */
  moveSend(id: ChatSendId, state: Exclude<SendReading['state'], 'failed'>): void;
  /** A send fails, for a reason as Meta gives it: `131049 - not delivered`. */
  failSend(id: ChatSendId, failure: string): void;
  /** The client writes, which begins a session in the group of the send. */
  answerSend(id: ChatSendId): Sighting;
  removeSend(id: ChatSendId): void;
  allSends(): readonly StoredSend[];
}

interface SendParts extends Pick<ChatActs, 'startSession'> {
  readonly answer: Answering;
  /** Whether a question is to be answered from an empty list. */
  isHidden(method: ChatMethod): boolean;
}

/** Active sends of the in-memory chat: the port, and the deeds of Meta and of clients. */
export function createInMemorySends(world: ChatWorld, { answer, isHidden, startSession }: SendParts): { readonly sends: ActiveSends; readonly acts: SendActs } {
  const templates = new Map<TemplateId, { readonly template: MessageTemplate; readonly groups: readonly GroupId[] | undefined }>();
  const sends = new Map<ChatSendId, StoredSend>();
  const the = (id: ChatSendId): StoredSend => sends.get(id) ?? missing(`send ${id}`);
  const change = (id: ChatSendId, changed: Partial<SendReading>): void => {
    const send = the(id);
    sends.set(id, { ...send, reading: { ...send.reading, ...changed, at: world.now() } });
  };
  const queued = (request: ActiveSendRequest): ChatSendId => {
    const [id, at] = [buildSendId(world.nextId()), world.now()];
    sends.set(id, { request, sentAt: at, reading: { id, state: 'queued', at } });
    return id;
  };

  return {
    sends: {
      templates: (group) => answer('sends.templates', () =>
        [...templates.values()].filter(({ groups }) => groups === undefined || groups.includes(group)).map(({ template }) => template)),
      send: (request) => answer('sends.send', () => {
        if (request.channel === 'whatsapp' && request.template === undefined) throw withoutTemplate();
        return queued(request);
      }),
      findSent: (request, { since, known }) => answer('sends.findSent', () => {
        if (isHidden('sends.findSent')) return markerAnswer<ChatSendId>([], false);
        const fresh = [...sends.values()].filter(({ reading, sentAt }) => !known.includes(reading.id) && sentAt >= floorToSecond(since));
        return markerAnswer(fresh.filter((send) => isSame(send.request, request)).map(({ reading }) => reading.id), true);
      }),
      readings: (ids) => answer('sends.readings', () => ids.flatMap((id) => sends.get(id)?.reading ?? [])),
    },
    acts: {
      addTemplate: ({ groups, ...made }) => {
        const template = { language: 'pt_BR', approval: 'approved', ...made, id: buildTemplateId(world.nextId()) } as const;
        templates.set(template.id, { template, groups });
        return template;
      },
      judgeTemplate: (id, approval) => {
        const { template, groups } = templates.get(id) ?? missing(`template ${id}`);
        templates.set(id, { template: { ...template, approval }, groups });
      },
      moveSend: (id, state) => change(id, { state }),
      failSend: (id, failure) => change(id, { state: 'failed', failure }),
      answerSend: (id) => {
        const { groupId, phone } = the(id).request;
        const group = world.groups.get(groupId);
        const sighting = startSession({ client: { phone }, ...(group === undefined ? {} : { group }) });
        change(id, { state: 'read', part: sighting.part });
        return sighting;
      },
      removeSend: (id) => void sends.delete(id),
      allSends: () => [...sends.values()],
    },
  };
}

function isSame(send: ActiveSendRequest, wanted: ActiveSendRequest): boolean {
  return keyOf(send.phone) === keyOf(wanted.phone) && send.groupId === wanted.groupId && send.text === wanted.text;
}

/** Both forms of a number are the same (PHN-04). */
function keyOf(phone: string): string {
  const read = parsePhone(phone, { kind: 'with-ddi' });
  return read.ok ? phoneKeyOf(read.value) : phone;
}

const withoutTemplate = (): PortFailure => new PortFailure('port.refused', 'Nothing was sent: WhatsApp begins with an approved template alone; choose one.');

const missing = (what: string): never => {
  throw new Defect('defect.in-memory-chat', `There is no ${what} in this chat; make it first.`);
};

const buildSendId = (id: string): ChatSendId => id as ChatSendId;
const buildTemplateId = (id: string): TemplateId => id as TemplateId;
