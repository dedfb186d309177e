import * as z from 'zod';
import { isWhatsApp } from './channels.ts';
import { waIdOf } from './phone-rule.ts';
import { SimulatorRefusal } from './refusal.ts';
import type { DirectMessageRow, GroupRow, TemplateRow } from './rows.ts';
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
  /** From now on sends fail for this reason, all or those to one number; without a reason they do so no more. */
  readonly refuse: (reason: string | undefined, phone?: string) => void;
  /** The newest active send to a number that nobody answered yet. */
  readonly awaitingReply: (channel: string, phone: string | null) => DirectMessageRow | undefined;
  readonly answer: (id: number, sessionId: number) => void;
  readonly find: (id: number) => DirectMessageRow;
  /** Takes a send away, as a tenant's clean-up does. */
  readonly remove: (id: number) => void;
}

export function createSendDesk(world: World): SendDesk {
  const { store, clock } = world;
  const find = (id: number): DirectMessageRow => {
    const row = store.directMessages.get(id);
    if (!row) throw new SimulatorRefusal(404, `there is no active send ${id}`);
    return row;
  };
  return {
    save: (input) => {
      const group = groupOf(world, input);
      const phoneNumber = input.phoneNumber.replace(/^\+/, '');
      const stuckAt = group === undefined ? 'PROCESSANDO' : lacksMedium(world, input.additionalInfo) ? 'ENVIADA' : null;
      return store.directMessages.insert((id) => ({
        id,
        phoneNumber,
        channel: input.channel ?? 'WHATSAPP',
        message: input.message ?? null,
        groupName: input.groupName ?? group?.name ?? null,
        groupConfId: input.groupConfId ?? group?.id ?? null,
        userId: input.userId ?? null,
        createdBy: input.createdBy ?? null,
        additionalInfo: input.additionalInfo ?? null,
        sessionId: null,
        stuckAt,
        error: refusalOf(world, phoneNumber, templateIn(world, input.additionalInfo)),
        createdAt: clock.second(),
      }));
    },
    fail: (id, reason) => store.directMessages.put({ ...find(id), error: reason }),
    refuse: (reason, phone) => store.settings.set(refusalKey(phone), reason),
    awaitingReply: (channel, phone) => {
      if (phone === null || !isWhatsApp(channel)) return undefined;
      return store.directMessages.all().findLast((row) => isAwaiting(row) && waIdOf(row.phoneNumber) === waIdOf(phone));
    },
    answer: (id, sessionId) => void store.directMessages.put({ ...find(id), sessionId }),
    find,
    remove: (id) => store.directMessages.remove(id),
  };
}

const isAwaiting = (row: DirectMessageRow): boolean => row.sessionId === null && row.error === null && row.stuckAt === null;

const refusalKey = (phone?: string): string => (phone === undefined ? 'refuse-sends' : `refuse-sends:${waIdOf(phone)}`);

/** Clients who write one of these get no more marketing, until they write something else. */
const OPT_OUT = /^\s*(?:sair|parar|pare|stop|cancelar|remover)\s*[.!]*\s*$/i;

/** Why Meta delivers nothing to this number: as it was told to, no approved template, or marketing that the client does not want. */
function refusalOf(world: World, phone: string, template: TemplateRow | 'none' | undefined): string | null {
  const { settings } = world.store;
  const told = settings.text(refusalKey(phone)) ?? settings.text(refusalKey());
  if (told !== undefined) return told;
  if (template === 'none') return '132001 - Template name does not exist in the translation';
  if (template !== undefined && template.status !== 'ACTIVE') return META_STATUS[template.status] ?? '132001 - Template name does not exist in the translation';
  if (template?.category === 'MARKETING' && hasOptedOut(world, phone)) return '131050 - User has stopped marketing messages';
  return null;
}

const META_STATUS: Readonly<Record<string, string>> = { PAUSED: '132015 - Template is paused', DISABLED: '132016 - Template is disabled' };

function hasOptedOut({ store }: World, phone: string): boolean {
  const sessions = store.users.ordered.filter((user) => user.phone !== null && waIdOf(user.phone) === waIdOf(phone)).flatMap(({ id }) => store.sessions.find('userId', id));
  const heard = sessions.flatMap(({ id }) => store.messages.find('sessionId', id)).filter(({ sendBy }) => sendBy === 'user').toSorted((a, b) => a.id - b.id);
  return OPT_OUT.test(heard.at(-1)?.message ?? '');
}

/** The group that both the name and the id mean; a wrong one leaves the send unsent for ever. */
function groupOf({ store }: World, { groupName, groupConfId }: SaveDirectMessage): GroupRow | undefined {
  const said = (groupName ?? undefined) !== undefined || (groupConfId ?? undefined) !== undefined;
  return said
    ? store.groups.all().find((group) => (groupName ?? group.name) === group.name && (groupConfId ?? group.id) === group.id)
    : undefined;
}

const templateUse = z.looseObject({ elementName: z.string(), medias: z.record(z.string(), z.array(z.unknown())).optional() });

/** The template that a send names; `none` where there is no such template. */
function templateIn({ store }: World, additionalInfo: string | null | undefined): TemplateRow | 'none' | undefined {
  const use = templateUse.safeParse(parseJson(additionalInfo ?? 'null')).data;
  return use && (store.templates.all().find(({ elementName }) => elementName === use.elementName) ?? 'none');
}

function lacksMedium(world: World, additionalInfo: string | null | undefined): boolean {
  const use = templateUse.safeParse(parseJson(additionalInfo ?? 'null')).data;
  const template = templateIn(world, additionalInfo);
  const media = Object.values(use?.medias ?? {}).flat().length;
  return typeof template === 'object' && media < template.mediaParameterCount;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
