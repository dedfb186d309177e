import type { ActiveSend, MessageTemplate, SendId, SendState, TemplateValue } from '../domain/active-send/active-send.ts';
import type { AttendanceGroup } from '../domain/attendance/sighting.ts';
import type { Acted } from './agent-desk.ts';
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

/** Active sends of agents (SND-01, SND-03). Each call is for the agent of the pass, and shows and sends what SND-01 allows that agent. */
export interface SendDesk {
  templates(pass: AgentPass, groupId: string): Promise<readonly MessageTemplate[]>;
  previewSend(pass: AgentPass, wish: SendWish): Promise<{ readonly outcome: 'ready'; readonly text: string } | { readonly outcome: 'refused'; readonly because: readonly string[] }>;
  send(pass: AgentPass, wish: SendWish, key: string): Promise<Acted>;
  sends(pass: AgentPass, wish: PageWish & { readonly search?: string; readonly states?: readonly SendState[] }): Promise<Page<ActiveSend>>;
  findSend(pass: AgentPass, id: SendId): Promise<ActiveSend | undefined>;
}
