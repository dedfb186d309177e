import * as z from 'zod';
import { OPERATOR_KEY, type World } from '../rig/world.ts';

/** What the hub answers to whoever looks after it, or to another bearer. */
export const ask = async ({ hub }: World, path: string, body?: string, bearer = OPERATOR_KEY): Promise<string> => await (await hub().fetch(new Request(`http://hub.example${path}`, {
  method: body === undefined ? 'GET' : 'POST', headers: { authorization: `Bearer ${bearer}` }, ...(body === undefined ? {} : { body }),
}))).text();

const page = z.looseObject({ rows: z.array(z.looseObject({ id: z.string().default('') })), next: z.string().optional() });

/** All that `/v1` and `/metrics` tell, but for the payloads themselves. */
export async function everythingShown(world: World): Promise<readonly (readonly [where: string, text: string])[]> {
  const shown: (readonly [string, string])[] = [];
  for (const path of ['/metrics', '/readyz', '/v1/openapi.json', '/v1/keys', '/v1/audit/chains']) shown.push([path, await ask(world, path)]);
  for (const path of ['/v1/audit?limit=200', '/v1/connections/acme/audit?limit=200']) {
    // What something was stands beside the chain, as a payload does, and goes with the person.
    for (const { value: _value, ...entry } of page.parse(JSON.parse(await ask(world, path))).rows) shown.push([path, JSON.stringify(entry)]);
  }
  for (let after = ''; ;) {
    const text = await ask(world, `/v1/deliveries?limit=200${after}`);
    shown.push(['/v1/deliveries', text]);
    const { rows, next } = page.parse(JSON.parse(text));
    for (const { id } of rows) {
      const { body: _body, headers: _headers, ...rest } = z.looseObject({ body: z.string(), headers: z.unknown() }).parse(JSON.parse(await ask(world, `/v1/deliveries/${id}`)));
      shown.push([`/v1/deliveries/${id} (${String(rest['kind'])})`, JSON.stringify(rest)]);
    }
    if (next === undefined) return shown;
    after = `&after=${next}`;
  }
}
