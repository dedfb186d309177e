import { describe } from 'vitest';
import { leadSendsContract, type LeadSendsSubject } from '../../../../src/ports/contracts/index.ts';
import { isPortFailure, PortFailure, type LeadSendRequest, type LeadSends } from '../../../../src/ports/index.ts';
import { provesEveryClause, type Saboteur } from '../crm/sabotage.ts';
import { inMemoryLeadSends } from './lead-send-subjects.ts';

type Sabotage = Saboteur<LeadSendsSubject>;

const sending = (broken: (good: LeadSends, subject: LeadSendsSubject) => LeadSends['send']): Sabotage => (subject) => ({ ...subject, sends: { send: broken(subject.sends, subject) } });

const asking = (twist: (request: LeadSendRequest, subject: LeadSendsSubject) => LeadSendRequest): Sabotage =>
  sending((good, subject) => async (request) => await good.send(twist(request, subject)));

/** Tells the same of every send that failed. */
const doubting = (mayHaveHappened: 'yes' | 'no'): Sabotage => sending((good) => async (request) => {
  try {
    return await good.send(request);
  } catch (failure) {
    if (!isPortFailure(failure)) throw failure;
    throw new PortFailure(failure.code, failure.message, { cause: failure, mayHaveHappened });
  }
});

describe('the contract of LeadSends', () => {
  provesEveryClause(leadSendsContract, inMemoryLeadSends, {
    'starts the chatbot of that id for the person': asking((request) => (request.what === 'chatbot' ? { ...request, id: 'outro' } : request)),
    'sends the quick reply of that id to the person': asking((request) => ({ ...request, what: 'chatbot' })),
    'sends to nobody but the number that was given': asking((request, { phones: [ana, bia] }) => (request.phone === bia ? { ...request, phone: ana } : request)),
    'takes the name of the person, too': sending((good) => async (request) => (request.name === undefined ? await good.send(request) : { outcome: 'refused', because: 'refused' })),
    'sends once for each call': sending((good) => {
      const sent = new Set<string>();
      return async (request) => {
        const key = JSON.stringify(request);
        if (sent.has(key)) return { outcome: 'done' };
        sent.add(key);
        return await good.send(request);
      };
    }),
    'gives as an answer that the chat declined, and says nothing': sending((good) => async (request) => {
      const done = await good.send(request);
      if (done.outcome === 'refused') throw new PortFailure('port.refused', `The chat declined (${done.because}).`);
      return done;
    }),
    'says that a send whose answer was lost may have happened': doubting('no'),
    'does not send again by itself where the answer was lost': sending((good) => async (request) => await good.send(request).catch(async (failure: unknown) => {
      if (isPortFailure(failure) && failure.mayHaveHappened === 'yes') await good.send(request);
      throw failure;
    })),
    'says that a send that was turned away did not happen': doubting('yes'),
  });
});
