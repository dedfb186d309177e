import { InputRejected, type PartId, type Protocol } from '../../../domain/index.ts';
import type { Acted, AgentDesk, AgentPass, AttendanceActions, ChatDone, Clock, DeskAct, DeskSession, SessionRow, Sessions, Stream } from '../../../ports/index.ts';
import { lanes } from '../../deliveries.ts';
import { availabilityOf } from './agent-availability.ts';
import type { AgentScene, AgentScenes } from './agent-scene.ts';
import { actedOf, type CarryWish } from './carry-wish.ts';
import { listingOf } from './desk-listing.ts';
import { judged, objectionTo, objectionToChoice, type Objection } from './judge-act.ts';

/** What agents do in the chat: to sessions, and to themselves (PAN-06…PAN-08, PAN-10, PAN-11). */
export type ActAtDesk = Pick<AgentDesk, 'act' | 'pause' | 'resume' | 'upload' | 'targets' | 'classificationFields' | 'pending'>;

export interface ActAtDeskNeeds {
  readonly scenes: AgentScenes;
  readonly sessions: Sessions;
  readonly carry: CarryWish;
  readonly stream: Pick<Stream, 'append'>;
  readonly clock: Clock;
}

export function createActAtDesk({ scenes, sessions, carry, stream, clock }: ActAtDeskNeeds): ActAtDesk {
  async function actOn(pass: AgentPass, protocol: Protocol, act: DeskAct, key: string): Promise<Acted> {
    const message = { type: 'agent-acts', agent: pass.agent, act, key, askedAt: clock.now() } as const;
    return actedOf(await carry(pass, { key: `${protocol}/${key}`, lane: lanes.talk(protocol), message: { to: 'talk', protocol, message } }));
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
    async act(pass, protocol, act, key) {
      const scene = await acting(pass);
      const session = await scenes.session(pass, protocol);
      if (session === undefined) return undefined;
      const objection = await objectionOf(scene, session, act);
      return objection === undefined ? await actOn(pass, session.protocol, act, key) : { outcome: 'refused', because: objection.because, ...(objection.field === undefined ? {} : { detail: objection.field }) };
    },
    upload: async (pass, file) => ({ ref: await actionsOf(await acting(pass)).upload(file) }),
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
function actionsOf({ systems: { chat: { actions } } }: AgentScene): AttendanceActions {
  if (actions !== undefined) return actions;
  throw new InputRejected('input.chat-without-desk', 'The chat of this connection lets agents do nothing from here: its adapter has no actions. Act in the chat itself.', { field: 'connection' });
}

/** Acts happen in the part that is the newest. */
const lastPartOf = (row: SessionRow | undefined): PartId | undefined => row?.parts.at(-1);

function answered(done: ChatDone<object>): Acted {
  if (done.outcome === 'done') return { outcome: 'done' };
  return { outcome: 'refused', because: done.because, ...(done.detail === undefined ? {} : { detail: done.detail }) };
}
