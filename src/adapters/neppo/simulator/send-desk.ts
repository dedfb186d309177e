import * as z from 'zod';
import { isWhatsApp } from './channels.ts';
import { waIdOf } from './phone-rule.ts';
import { SimulatorRefusal } from './refusal.ts';
import type { DirectMessageRow, GroupRow } from './rows.ts';
import type { World } from './world.ts';

/** An active send as it is posted; `additionalInfo` is a string of JSON. */
export interface SaveDirectMessage {
  readonly phoneNumber: string;
  readonly channel?: string | null | undefined;
  readonly message?: string | null | undefined;
  readonly groupName?: string | null | undefined;
  readonly groupConfId?: number | null | undefined;
  readonly userId?: number | null | undefined;
  readonly createdBy?: string | null | undefined;
  readonly additionalInfo?: string | null | undefined;
}

/** Active sends: accepted whatever they say, moved on by the clock, answered when the client writes. */
export interface SendDesk {
  readonly save: (input: SaveDirectMessage) => DirectMessageRow;
  readonly fail: (id: number, reason: string) => DirectMessageRow;
  /** The newest active send to a number that nobody answered yet. */
  readonly awaitingReply: (channel: string, phone: string | null) => DirectMessageRow | undefined;
  readonly answer: (id: number, sessionId: number) => void;
}

export function createSendDesk(world: World): SendDesk {
  const { store, clock } = world;
  const change = (id: number, changes: Partial<DirectMessageRow>): DirectMessageRow => {
    const row = store.directMessages.get(id);
    if (!row) throw new SimulatorRefusal(404, `there is no active send ${id}`);
    return store.directMessages.put({ ...row, ...changes });
  };
  return {
    save: (input) => {
      const group = groupOf(world, input);
      const stuckAt = group === undefined ? 'PROCESSANDO' : lacksMedium(world, input.additionalInfo) ? 'ENVIADA' : null;
      return store.directMessages.insert((id) => ({
        id,
        phoneNumber: input.phoneNumber.replace(/^\+/, ''),
        channel: input.channel ?? 'WHATSAPP',
        message: input.message ?? null,
        groupName: input.groupName ?? group?.name ?? null,
        groupConfId: input.groupConfId ?? group?.id ?? null,
        userId: input.userId ?? null,
        createdBy: input.createdBy ?? null,
        additionalInfo: input.additionalInfo ?? null,
        sessionId: null,
        stuckAt,
        error: null,
        createdAt: clock.second(),
      }));
    },
    fail: (id, reason) => change(id, { error: reason }),
    awaitingReply: (channel, phone) => {
      if (phone === null || !isWhatsApp(channel)) return undefined;
      return store.directMessages.all().findLast((row) => isAwaiting(row) && waIdOf(row.phoneNumber) === waIdOf(phone));
    },
    answer: (id, sessionId) => void change(id, { sessionId }),
  };
}

const isAwaiting = (row: DirectMessageRow): boolean => row.sessionId === null && row.error === null && row.stuckAt === null;

/** The group that both the name and the id mean; a wrong one leaves the send unsent for ever. */
function groupOf({ store }: World, { groupName, groupConfId }: SaveDirectMessage): GroupRow | undefined {
  const said = (groupName ?? undefined) !== undefined || (groupConfId ?? undefined) !== undefined;
  return said
    ? store.groups.all().find((group) => (groupName ?? group.name) === group.name && (groupConfId ?? group.id) === group.id)
    : undefined;
}

const templateUse = z.looseObject({ elementName: z.string(), medias: z.record(z.string(), z.array(z.unknown())).optional() });

function lacksMedium({ store }: World, additionalInfo: string | null | undefined): boolean {
  const use = templateUse.safeParse(parseJson(additionalInfo ?? 'null')).data;
  const template = store.templates.all().find(({ elementName }) => elementName === use?.elementName);
  const media = Object.values(use?.medias ?? {}).flat().length;
  return template !== undefined && media < template.mediaParameterCount;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
