import * as z from 'zod';
import { OPERATOR_KEY } from './world.ts';

/** What the hub answered. */
export interface Answered {
  readonly status: number;
  readonly json: Record<string, unknown>;
}

/** The routes of integrations, as somebody with a key asks them over real HTTP. */
export interface IntegrationDoor {
  get(path: string): Promise<Answered>;
  post(path: string, body?: object): Promise<Answered>;
  /** A new integration: its path and its address. */
  create(platform: string, name?: string): Promise<{ readonly path: string; readonly id: string; readonly address: string }>;
  leads(): Promise<readonly Record<string, unknown>[]>;
}

const made = z.object({ integration: z.looseObject({ id: z.string() }), address: z.string() });
const rows = z.looseObject({ rows: z.array(z.looseObject({})) });

export function integrationDoor(hubUrl: string, key: string = OPERATOR_KEY, connection = 'acme'): IntegrationDoor {
  const at = `/v1/connections/${connection}`;
  async function ask(path: string, init: RequestInit = {}): Promise<Answered> {
    const response = await fetch(`${hubUrl}${path.startsWith('/v1') ? path : `${at}${path}`}`, { ...init, headers: { authorization: `Bearer ${key}` } });
    return { status: response.status, json: z.looseObject({}).parse(await response.json()) };
  }
  const get = async (path: string): Promise<Answered> => await ask(path);
  const post = async (path: string, body: object = {}): Promise<Answered> => await ask(path, { method: 'POST', body: JSON.stringify(body) });
  return {
    get, post,
    async create(platform, name = platform) {
      const answer = await post('/integrations', { name, platform });
      if (answer.status !== 200) throw new Error(`The integration could not be made: ${JSON.stringify(answer.json)}`);
      const { integration: { id }, address } = made.parse(answer.json);
      return { path: `/integrations/${id}`, id, address };
    },
    leads: async () => rows.parse((await get('/leads')).json).rows,
  };
}

/** The fields that a refusal names. */
export const faultsIn = ({ json }: Answered): readonly string[] =>
  z.looseObject({ errors: z.array(z.looseObject({ field: z.string(), reason: z.string() })) }).parse(json).errors.map(({ field, reason }) => `${field}: ${/\(([\w-]+)/.exec(reason)?.[1]}`);
