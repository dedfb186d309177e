import * as z from 'zod';
import type { NeppoSimulator } from '../../../adapters/neppo/simulator/index.ts';
import type { PloomesSimulator } from '../../../adapters/ploomes/simulator/index.ts';

// What the demo reads of its simulators, over HTTP as any other program would.

const id = z.int();
const named = z.object({ Id: id, Name: z.string() });

const ploomesState = z.object({
  contacts: z.array(named.extend({ TypeId: id.nullish(), Tags: z.array(z.object({ TagId: id })).nullish() })),
  deals: z.array(z.object({
    Id: id, Title: z.string(), PipelineId: id, StageId: id.nullish(), ContactId: id, PersonId: id.nullish(), CreatorId: id.nullish(),
  })),
  interactionRecords: z.array(z.object({ Id: id, ContactId: id.nullish(), DealId: id.nullish(), Content: z.string() })),
  pipelines: z.array(named.extend({ Archived: z.boolean().nullish() })),
  stages: z.array(named.extend({ PipelineId: id })),
  tags: z.array(named),
  users: z.array(named.extend({ Email: z.string().nullish(), UserKey: z.string().nullish() })),
});

/** Everything in the simulated Ploomes that the story tells of. */
export type PloomesState = z.infer<typeof ploomesState>;

export const readPloomes = async ({ url }: PloomesSimulator): Promise<PloomesState> =>
  ploomesState.parse(await (await fetch(`${url}/_sim/state`)).json());

/** Ploomes as one of its users sees it: the same rules as its screens, and the same webhooks. */
export function actInPloomes({ url }: PloomesSimulator, userKey: string) {
  const send = async (method: string, path: string, body: object): Promise<number> => {
    const answer = await fetch(`${url}/${path}`, { method, headers: { 'user-key': userKey, 'content-type': 'application/json' }, body: JSON.stringify(body) });
    return z.object({ value: z.tuple([z.object({ Id: id })]) }).parse(await answer.json()).value[0].Id;
  };
  return {
    create: async (entity: string, body: object): Promise<number> => await send('POST', entity, body),
    change: async (entity: string, row: number, body: object): Promise<number> => await send('PATCH', `${entity}(${row})`, body),
  };
}

/** Neppo as its clients and agents use it, through the simulator's controls. */
export function actInNeppo({ url }: NeppoSimulator) {
  return async (path: string, body: object): Promise<string> => {
    const answer = await fetch(`${url}/_sim/sessions${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`POST /_sim/sessions${path} ${answer.status}: ${await answer.text()}`);
    return z.object({ protocol: z.string().optional() }).parse(await answer.json()).protocol ?? '';
  };
}

const group = z.object({ id, name: z.string() });

export const groupsOf = (neppo: NeppoSimulator): z.infer<typeof group>[] => z.object({ groups: z.array(group) }).parse(neppo.state()).groups;

const session = z.object({ protocol: z.string(), status: z.string(), groupName: z.string().nullable() });

/** The newest session that has not ended, and the group that it is in. */
export const openSessionOf = (neppo: NeppoSimulator): z.infer<typeof session> | undefined =>
  z.object({ sessions: z.array(session) }).parse(neppo.state()).sessions.findLast(({ status }) => status !== 'CLOSED');

const message = z.object({ sendBy: z.string(), message: z.string() });

/** What agents said in all conversations, in order. */
export const saidByAgents = (neppo: NeppoSimulator): readonly string[] =>
  z.object({ messages: z.array(message) }).parse(neppo.state()).messages.filter(({ sendBy }) => sendBy === 'agent').map((each) => each.message);

export const funnelsOf = (ploomes: PloomesSimulator): { readonly id: number; readonly name: string }[] =>
  z.array(named).parse(ploomes.rows('Deals@Pipelines')).map(({ Id, Name }) => ({ id: Id, name: Name }));
