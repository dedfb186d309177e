import { InputRejected, type ChatMessage, type MessageId, type PartId, type Protocol } from '../../../domain/index.ts';
import type { Acted, AgentDesk, AgentPass, AttendanceActions, ChatDone, Clock, ConversationBook, DeskAct, DeskSession, OutgoingMessage, SessionRow, Sessions, Stream } from '../../../ports/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import { lanes } from '../../deliveries.ts';
import { availabilityOf } from './agent-availability.ts';
import type { AgentScene, AgentScenes } from './agent-scene.ts';
import { actedOf, type CarryWish, type WasWished } from './carry-wish.ts';
import { listingOf } from './desk-listing.ts';
import { judged, objectionTo, objectionToChoice, type Objection } from './judge-act.ts';

/** What agents do in the chat: to sessions, and to themselves (PAN-06…PAN-08, PAN-10, PAN-11). */
export type ActAtDesk = Pick<AgentDesk, 'act' | 'pause' | 'resume' | 'upload' | 'targets' | 'classificationFields' | 'pending'>;

export interface ActAtDeskNeeds {
  readonly scenes: AgentScenes;
  readonly sessions: Sessions;
  readonly conversations: ConversationBook;
  readonly carry: CarryWish;
  readonly wasWished: WasWished;
  readonly box: SecretBox;
  readonly stream: Pick<Stream, 'append'>;
  readonly clock: Clock;
}

const filesOf = ({ connection, agent }: AgentPass): string => `desk-file/${connection}/${agent}`;

/** An answer is lost for minutes at most; nobody says more meanwhile. */
const RECENT = 50;

export function createActAtDesk({ scenes, sessions, conversations, carry, wasWished, stream, clock, box }: ActAtDeskNeeds): ActAtDesk {
  async function actOn(pass: AgentPass, protocol: Protocol, act: DeskAct, key: string): Promise<Acted> {
    const alike = await alikeBefore(pass, protocol, act);
    const message = { type: 'agent-acts', agent: pass.agent, act, key, askedAt: clock.now(), ...(alike.length === 0 ? {} : { alike }) } as const;
    return actedOf(await carry(pass, { key: `${protocol}/${key}`, lane: lanes.talk(protocol), message: { to: 'talk', protocol, message } }));
  }

  /** What the agent has said in the same words of late, be it from the chat's own screen. */
  async function alikeBefore({ connection, agent }: AgentPass, protocol: Protocol, act: DeskAct): Promise<readonly MessageId[]> {
    if (act.type !== 'send') return [];
    const recent = await conversations.page(connection, protocol, { limit: RECENT });
    return recent.filter((each) => each.agentId === agent && saysTheSame(each, act.message)).map(({ id }) => id);
  }

  /** What an upload gave is sealed: no browser learns where files lie, and no message makes the chat fetch from anywhere else. */
  function withFile(pass: AgentPass, act: DeskAct): DeskAct {
    if (act.type !== 'send' || act.message.kind === 'text') return act;
    try {
      return { ...act, message: { ...act.message, ref: box.open(act.message.ref, filesOf(pass)) } };
    } catch (cause) {
      throw new InputRejected('input.file-unknown', 'ref is nothing that an upload of yours gave. Upload the file, and send what is answered.', { field: 'ref', cause });
    }
  }

  /** The scene of an agent who may act. */
  async function acting(pass: AgentPass): Promise<AgentScene> {
    const scene = await scenes.of(pass);
    await scenes.agentOf(scene);
    return scene;
  }

  async function objectionOf(scene: AgentScene, session: DeskSession, act: DeskAct): Promise<Objection | undefined> {
    const actions = actionsOf(scene);
    const part = act.type === 'transfer' ? lastPartOf(await sessions.load(scene.pass.connection, session.protocol)) : undefined;
    const objection = objectionTo(scene.pass, session, await judged(act, part, actions), clock.now());
    if (objection !== undefined || (act.type !== 'close' && act.type !== 'classify')) return objection;
    return await objectionToChoice(act.type, listingOf(session).row.group?.id, act.classification, actions);
  }

  /** Pauses an agent, or ends the pause; every tab of the agent is told how it stands now. */
  async function changing(pass: AgentPass, change: (actions: AttendanceActions) => Promise<ChatDone<object>>): Promise<Acted> {
    const actions = actionsOf(await acting(pass));
    const done = await change(actions);
    if (done.outcome === 'done') await stream.append(pass.connection, [{ agent: pass.agent, event: { type: 'agent.state', data: await availabilityOf(actions, pass.agent, clock.now()) } }]);
    return answered(done);
  }

  return {
    async act(pass, protocol, asked, key) {
      const act = withFile(pass, asked);
      const scene = await acting(pass);
      const session = await scenes.session(pass, protocol);
      if (session === undefined) return undefined;
      const objection = await objectionOf(scene, session, act);
      return objection === undefined || await wasWished(pass, `${session.protocol}/${key}`) ? await actOn(pass, session.protocol, act, key) : { outcome: 'refused', because: objection.because, ...(objection.field === undefined ? {} : { detail: objection.field }) };
    },
    upload: async (pass, file) => ({ ref: box.seal(await actionsOf(await acting(pass)).upload(file), filesOf(pass)) }),
    async targets(pass, protocol) {
      const session = await scenes.session(pass, protocol);
      const part = session && lastPartOf(await sessions.load(pass.connection, session.protocol));
      return part && await actionsOf(await scenes.of(pass)).targets(part);
    },
    classificationFields: async (pass, nodeId) => await actionsOf(await scenes.of(pass)).fieldsOf(nodeId),
    pending: async (pass, wish) => await actionsOf(await scenes.of(pass)).pending(pass.agent, wish),
    pause: async (pass, reasonId) => await changing(pass, async (actions) => await actions.pause(pass.agent, reasonId)),
    resume: async (pass) => await changing(pass, async (actions) => await actions.resume(pass.agent)),
  };
}

/** What the chat lets agents do. */
export function actionsOf({ systems: { chat: { actions } } }: AgentScene): AttendanceActions {
  if (actions !== undefined) return actions;
  throw new InputRejected('input.chat-without-desk', 'The chat of this connection lets agents do nothing from here: its adapter has no actions. Act in the chat itself.', { field: 'connection' });
}

/** Acts happen in the part that is the newest. */
const lastPartOf = (row: SessionRow | undefined): PartId | undefined => row?.parts.at(-1);

const saysTheSame = (told: ChatMessage, message: OutgoingMessage): boolean => told.kind === message.kind && (message.kind === 'text' ? told.text?.trim() === message.text.trim() : told.media?.ref === message.ref);

function answered(done: ChatDone<object>): Acted {
  if (done.outcome === 'done') return { outcome: 'done' };
  return { outcome: 'refused', because: done.because, ...(done.detail === undefined ? {} : { detail: done.detail }) };
}
