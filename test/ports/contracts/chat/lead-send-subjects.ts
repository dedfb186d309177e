import { createInMemoryChat } from '../../../../src/adapters/in-memory/index.ts';
import { PortFailure } from '../../../../src/ports/index.ts';
import type { LeadSendsSubject, SeenLeadSend } from '../../../../src/ports/contracts/index.ts';
import { aNeppoAccount } from '../../../adapters/neppo/neppo-account.ts';

const ANA = '5511987654321';
const BIA = '5521976543210';
const NOBODY = '5531987650000';
const KNOWN = { chatbot: 'boas-vindas', quickReply: 'obrigado', phones: [ANA, BIA], declined: NOBODY } as const;

export async function inMemoryLeadSends(): Promise<LeadSendsSubject> {
  const chat = createInMemoryChat();
  chat.declineLeadSends(NOBODY);
  return {
    ...KNOWN,
    sends: chat.leadSends,
    loseNext: async () => chat.loseAnswerOf('leadSends.send'),
    turnAwayNext: async () => chat.failNext('leadSends.send', new PortFailure('port.throttled', 'The chat took no send: too many. Wait a moment.', { retry: 'soon' })),
    seen: async () => chat.sentToLeads.map(({ what, id, phone }) => ({ what, id, phone })),
  };
}

/** Of a Neppo as it is assumed to be; whoever has no open session is not written to. */
export async function neppoLeadSends(): Promise<LeadSendsSubject & { dispose(): Promise<void> }> {
  const account = await aNeppoAccount({}, { leadSends: 'assumed' });
  const { chat, neppo } = account;
  if (chat.leadSends === undefined) throw new Error('The simulated Neppo says nothing by itself.');
  for (const phone of [ANA, BIA]) neppo.startSession({ name: 'Ana Souza', phone, group: 'Vendas', channel: 'whatsapp' });
  const ROUTE = 'POST /api/chatbot/start';
  return {
    ...KNOWN,
    dispose: async () => account[Symbol.asyncDispose](),
    sends: chat.leadSends,
    loseNext: async () => neppo.faults({ route: ROUTE, kind: 'reset-after-write', times: 1 }),
    turnAwayNext: async () => neppo.faults({ route: ROUTE, status: 429, times: 1 }),
    seen: async () => parseState(JSON.stringify(neppo.state())).messages.filter(({ sendBy }) => sendBy === 'bot').map(seenIn),
  };
}

/** The simulator says what it was told to start. */
function seenIn({ message, externalProtocol }: State['messages'][number]): SeenLeadSend {
  const [, chatbot] = /^Chatbot (.+)$/.exec(message) ?? [];
  return { what: chatbot === undefined ? 'quick-reply' : 'chatbot', id: chatbot ?? message.replace('Quick reply ', ''), phone: externalProtocol };
}

interface State {
  readonly messages: readonly { readonly sendBy: string; readonly message: string; readonly externalProtocol: string }[];
}
const parseState = (text: string): State => JSON.parse(text) as State;
