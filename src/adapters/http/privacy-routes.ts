import * as z from 'zod';
import type { PrivacyDesk } from '../../ports/privacy-desk.ts';
import { answerJson } from './answer.ts';
import { createRoute, NO_QUERY, type Route } from './route.ts';

const wish = z.strictObject({
  phone: z.string().min(8).max(40).exactOptional().describe('With its DDI, such as 5511999999999.'),
  email: z.string().min(3).max(254).exactOptional(),
  connection: z.string().min(1).max(64).exactOptional().describe('Absent: every connection that the key reaches.'),
}).refine(({ phone, email }) => phone !== undefined || email !== undefined, { path: ['phone'] });

const count = z.number().int();

const report = z.looseObject({
  erasedAt: z.iso.datetime().describe('In UTC.'),
  asked: z.string().describe('What was asked for, shortened.'),
  connections: z.array(z.looseObject({
    connection: z.string(),
    counts: z.looseObject({ deliveries: count, timers: count, contacts: count, sessions: count, plans: count, messages: count, sends: count, leads: count }),
    remains: z.array(z.looseObject({ place: z.string().describe('Table and column.'), rows: count }))
      .describe('Where a number, an address or a document of the person still stands. Empty: the erasure is proved.'),
  })),
}).meta({ id: 'ErasureReport', description: 'The proof of an erasure, without personal data.' });

const mends = {
  phone: 'send phone, with its DDI, or email, or both', email: 'send one address', connection: 'send the id of a connection, or leave it out',
  body: 'send a JSON object such as {"phone": "5511999999999"}',
} as const;

/** What the law asks of those who keep data of persons. Doing it again does no harm, so that no request key is needed, and none is kept. */
export const privacyRoutes = (desk: PrivacyDesk): readonly Route[] => [
  createRoute({
    method: 'post', path: '/v1/privacy/erasures', operationId: 'erasePerson', needs: 'operate', mends, answerIs: 'shown-once',
    summary: 'Removes a person from everything that the hub keeps, and proves it.',
    query: NO_QUERY, body: wish, problems: [],
    answer: { description: 'What was removed, and what still stands.', schema: report },
    handle: async ({ operator, body }) => answerJson(await desk.erase(operator.scope, body)),
  }),
];
