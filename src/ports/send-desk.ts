import type { ActiveSend, MessageTemplate, SendId, SendState, TemplateValue } from '../domain/active-send/active-send.ts';
import type { AttendanceGroup } from '../domain/attendance/sighting.ts';
import type { TemplateProblem } from '../domain/active-send/template-value-fit.ts';
import type { WriteRefusal } from '../domain/active-send/decide-may-write.ts';
import type { AgentPass } from './agent-passes.ts';
import type { Page, PageWish } from './history.ts';

/** An active send as an agent asks for it (SND-01). */
export interface SendWish {
  readonly channel: 'whatsapp' | 'voice';
  readonly phone: string;
  readonly clientName?: string;
  readonly groupId: AttendanceGroup['id'];
  readonly templateId?: MessageTemplate['id'];
  readonly values: readonly TemplateValue[];
}

/** Why a template is not sent, as a program reads it and, in the hub's language, as a person does. */
export interface SendRefused {
  readonly outcome: 'refused';
  readonly because: WriteRefusal | 'template-unknown' | 'template-not-approved' | `value-${TemplateProblem}` | 'set-aside';
  readonly text: string;
  readonly mend?: string;
}

/** A send as an agent is shown it; `told` says in the hub's language why one failed, and what to do. */
export interface ShownSend extends ActiveSend {
  readonly told?: { readonly text: string; readonly mend: string; readonly code?: string };
}

/** What became of a send. `later`: it is kept and will go; `sends` tells how it stands. */
export type Sent = { readonly outcome: 'queued' | 'later'; readonly send: SendId } | SendRefused;

/** Active sends of agents (SND-01, SND-03). Each call is for the agent of the pass, and shows and sends what SND-01 allows that agent. */
export interface SendDesk {
  templates(pass: AgentPass, groupId: string): Promise<readonly MessageTemplate[]>;
  previewSend(pass: AgentPass, wish: SendWish): Promise<{ readonly outcome: 'ready'; readonly text: string } | SendRefused>;
  send(pass: AgentPass, wish: SendWish, key: string): Promise<Sent>;
  sends(pass: AgentPass, wish: PageWish & { readonly search?: string; readonly states?: readonly SendState[] }): Promise<Page<ShownSend>>;
  findSend(pass: AgentPass, id: SendId): Promise<ShownSend | undefined>;
}
