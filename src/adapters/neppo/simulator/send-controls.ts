import * as z from 'zod';
import type { Desks } from './desks.ts';
import { parseInput } from './input.ts';
import type { Route } from './router.ts';
import type { SessionRow } from './rows.ts';
import type { SaveTemplate } from './template-desk.ts';
import type { Json } from './wire-shape.ts';
import type { World } from './world.ts';

/** What a test or a demonstration may do about active sends and their templates. */
export interface SendControls {
  /** Shows Meta a template, or changes the one of that name: its state too. */
  readonly saveTemplate: (template: SaveTemplate) => Json;
  /** Makes an active send fail, as Meta does, with a reason such as `131049 - not delivered`. */
  readonly failSend: (id: number, reason: string) => Json;
  /** From now on sends fail for this reason, all or those to one number; without a reason they do so no more. */
  readonly refuseSends: (reason: string | undefined, phone?: string) => void;
  /** The client of an active send writes, which begins a session in the group of the send. */
  readonly answerSend: (id: number, text?: string) => { readonly id: number; readonly protocol: string };
  /** Every active send, oldest first. */
  readonly sends: () => readonly Json[];
  readonly removeSend: (id: number) => void;
}

type Kept = <Result>(act: () => Result) => Result;

/** @param kept - makes what was done durable. */
export function createSendControls({ store, wire }: World, { sends, sessions, templates }: Desks, kept: Kept): SendControls {
  const answered = (id: number, text: string): SessionRow => {
    const session = sessions.start({ phone: sends.find(id).phoneNumber });
    sessions.write(session.id, { from: 'client', text });
    return session;
  };
  return {
    saveTemplate: (template) => wire.template(kept(() => templates.save(template))),
    failSend: (id, reason) => wire.directMessage(kept(() => sends.fail(id, reason))),
    refuseSends: (reason, phone) => kept(() => sends.refuse(reason, phone)),
    answerSend: (id, text = 'Oi') => {
      const { id: sessionId, protocol } = kept(() => answered(id, text));
      return { id: sessionId, protocol };
    },
    sends: () => store.directMessages.ordered.map(wire.directMessage),
    removeSend: (id) => kept(() => sends.remove(id)),
  };
}

const parameter = z.looseObject({
  type: z.enum(['HEADER', 'BODY', 'FOOTER', 'BUTTON']),
  paramType: z.enum(['TEXT', 'URL', 'QUICK_REPLY', 'MEDIA', 'DATE', 'CURRENCY', 'COUPON']),
  example: z.string().optional(),
});

const templateInput = z.looseObject({
  name: z.string().min(1),
  text: z.string(),
  header: z.string().optional(),
  footer: z.string().optional(),
  status: z.string().optional(),
  category: z.string().optional(),
  language: z.string().optional(),
  parameters: z.array(parameter).optional(),
  groups: z.array(z.string()).optional(),
});

const failInput = z.looseObject({ reason: z.string().default('131049 - not delivered') });
const refuseInput = z.looseObject({ reason: z.string().nullish(), phone: z.coerce.string().optional() });
const answerInput = z.looseObject({ text: z.string().optional() });

/** `/_sim`: the same over HTTP. */
export function sendControlRoutes(controls: SendControls): Route[] {
  const post = (pattern: string, answer: Route['answer']): Route => ({ method: 'POST', pattern, open: true, answer });
  const at = '/_sim/direct-messages';
  return [
    post('/_sim/templates', ({ body }) => controls.saveTemplate(parseInput(templateInput, body))),
    post(`${at}/refuse`, ({ body }) => {
      const { reason, phone } = parseInput(refuseInput, body);
      controls.refuseSends(reason ?? undefined, phone);
      return { ok: true };
    }),
    post(`${at}/{id}/fail`, ({ params, body }) => controls.failSend(Number(params['id']), parseInput(failInput, body).reason)),
    post(`${at}/{id}/answer`, ({ params, body }) => controls.answerSend(Number(params['id']), parseInput(answerInput, body).text)),
    post(`${at}/{id}/remove`, ({ params }) => {
      controls.removeSend(Number(params['id']));
      return { ok: true };
    }),
  ];
}
