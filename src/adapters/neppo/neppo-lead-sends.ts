import type { LeadSends } from '../../ports/lead-sends.ts';
import { asked, done } from './asked-of-neppo.ts';
import type { NeppoClient } from './neppo-client.ts';
import type { NeppoConfig } from './neppo-config.ts';

/**
 * Chatbots and quick replies. Neppo's public material names no address for either: the routes and the fields of the body are assumed, and
 * nothing is sent there before `leadSends` says so.
 */
export const createNeppoLeadSends = (client: NeppoClient, config: NeppoConfig): LeadSends => ({
  send: async ({ what, id, phone, name }) => {
    const body = { phone, ...(name === undefined ? {} : { name }), ...(what === 'chatbot' ? { chatbot: id } : { quickReply: id }) };
    return await done(asked(config, client.act(what === 'chatbot' ? 'chatbotStart' : 'quickReplySend', { json: body })));
  },
});
