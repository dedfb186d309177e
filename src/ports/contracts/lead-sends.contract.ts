import assert from 'node:assert/strict';
import { isPortFailure } from '../failures.ts';
import type { LeadSendRequest } from '../lead-sends.ts';
import type { LeadSendsSubject } from './lead-sends-subject.ts';
import { defineContract } from './kit.ts';

const chatbot = ({ chatbot: id, phones: [phone] }: LeadSendsSubject): LeadSendRequest => ({ what: 'chatbot', id, phone });
const quickReply = ({ quickReply: id, phones: [phone] }: LeadSendsSubject): LeadSendRequest => ({ what: 'quick-reply', id, phone });

/** Whether a send that failed may have arrived all the same. */
async function doubtOf(sending: Promise<unknown>): Promise<unknown> {
  const failure: unknown = await sending.then(() => undefined, (thrown: unknown) => thrown);
  assert.ok(isPortFailure(failure), 'a send whose answer does not come fails as ports do');
  return failure.mayHaveHappened;
}

/** Runs the promises of {@link LeadSends} (WHK-06). */
export const leadSendsContract = defineContract<LeadSendsSubject>({
  'starts the chatbot of that id for the person': async (subject) => {
    assert.deepEqual(await subject.sends.send(chatbot(subject)), { outcome: 'done' });
    assert.deepEqual(await subject.seen(), [chatbot(subject)]);
  },
  'sends the quick reply of that id to the person': async (subject) => {
    assert.deepEqual(await subject.sends.send(quickReply(subject)), { outcome: 'done' });
    assert.deepEqual(await subject.seen(), [quickReply(subject)]);
  },
  'sends to nobody but the number that was given': async (subject) => {
    const [, phone] = subject.phones;
    await subject.sends.send({ ...chatbot(subject), phone });
    assert.deepEqual((await subject.seen()).map((seen) => seen.phone), [phone]);
  },
  'takes the name of the person, too': async (subject) => {
    assert.equal((await subject.sends.send({ ...chatbot(subject), name: 'Ana Souza' })).outcome, 'done');
  },
  'sends once for each call': async (subject) => {
    for (let times = 0; times < 2; times += 1) await subject.sends.send(chatbot(subject));
    assert.equal((await subject.seen()).length, 2);
  },
  'gives as an answer that the chat declined, and says nothing': async (subject) => {
    const done = await subject.sends.send({ ...chatbot(subject), phone: subject.declined });
    assert.deepEqual([done.outcome, await subject.seen()], ['refused', []]);
  },
  'says that a send whose answer was lost may have happened': async (subject) => {
    await subject.loseNext();
    assert.equal(await doubtOf(subject.sends.send(chatbot(subject))), 'yes');
  },
  'does not send again by itself where the answer was lost': async (subject) => {
    await subject.loseNext();
    await subject.sends.send(chatbot(subject)).catch(() => undefined);
    assert.equal((await subject.seen()).length, 1);
  },
  'says that a send that was turned away did not happen': async (subject) => {
    await subject.turnAwayNext();
    assert.equal(await doubtOf(subject.sends.send(chatbot(subject))), 'no');
  },
});
