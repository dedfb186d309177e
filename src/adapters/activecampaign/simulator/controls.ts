import type { Hono } from 'hono';
import * as z from 'zod';
import type { ActiveCampaignSimulator } from './active-campaign-simulator.ts';

const texts = z.string();

const field = z.strictObject({ title: texts.min(1), type: texts.exactOptional(), perstag: texts.exactOptional(), options: z.array(texts).exactOptional() });

const firing = z.strictObject({
  to: z.url(),
  as: z.enum(['form', 'json']).exactOptional(),
  contact: z.strictObject({
    id: z.int().exactOptional(), email: texts.min(1), firstName: texts.exactOptional(), lastName: texts.exactOptional(), phone: texts.exactOptional(),
    company: texts.exactOptional(), tags: z.array(texts).exactOptional(), fields: z.record(texts, z.union([texts, z.array(texts)])).exactOptional(),
  }),
});

const failing = z.strictObject({ status: z.int().min(400).max(599), times: z.int().min(1).exactOptional() });

/** `/_sim`: the controls over HTTP, without a key; they are not counted as calls. */
export function addControls(app: Hono, { addField, fire, failNext, calls }: Pick<ActiveCampaignSimulator, 'addField' | 'fire' | 'failNext' | 'calls'>): void {
  const post = <Input extends z.ZodType>(path: string, input: Input, answer: (wish: z.infer<Input>) => object | Promise<object>): void => {
    app.post(path, async (context) => {
      const given = input.safeParse(await context.req.json<unknown>().catch(() => undefined));
      return given.success ? context.json(await answer(given.data)) : context.json({ error: z.prettifyError(given.error) }, 400);
    });
  };
  post('/_sim/fields', field, addField);
  post('/_sim/fire', firing, async ({ to, contact, as }) => ({ status: await fire(to, contact, as) ?? null }));
  post('/_sim/faults', failing, ({ status, times }) => {
    failNext(status, times);
    return { status, times: times ?? 1 };
  });
  app.get('/_sim/calls', (context) => context.json(calls()));
}
