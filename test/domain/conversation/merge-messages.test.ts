import { describe, expect, test } from 'vitest';
import { mergeMessages, unansweredIdOf } from '../../../src/domain/conversation/merge-messages.ts';
import { aMessage } from '../../builders/a-message.ts';
import { at } from '../../builders/a-session.ts';

const unanswered = (clientKey: string, minute: number) =>
  ({ ...aMessage('x', { minute, by: 'agent', text: 'Bom dia', state: 'queued', clientKey }), id: unansweredIdOf(clientKey) });

describe('PAN-11: a conversation after more was told of it', () => {
  test('a message told twice is one', () => expect(mergeMessages([aMessage(1)], [aMessage(1)])).toEqual([aMessage(1)]));

  test('a late one takes its place', () => {
    const merged = mergeMessages([aMessage(1, { minute: 1 }), aMessage(3, { minute: 3 })], [aMessage(2, { minute: 2 })]);
    expect(merged.map(({ id }) => id)).toEqual(['1', '2', '3']);
  });

  test('what a later telling leaves out stays, and a state never goes back', () => {
    const [merged] = mergeMessages(
      [aMessage(1, { by: 'agent', state: 'read', authorName: 'Bruna', clientKey: 'k1' })],
      [aMessage(1, { by: 'agent', state: 'delivered' })],
    );
    expect(merged).toMatchObject({ state: 'read', authorName: 'Bruna', clientKey: 'k1' });
  });

  test('why it failed is kept while it has failed, and forgotten once it was delivered', () => {
    const failed = aMessage(1, { by: 'agent', state: 'failed', failure: '131047' });
    expect(mergeMessages([failed], [aMessage(1, { by: 'agent', state: 'sent' })])).toEqual([failed]);
    expect(mergeMessages([failed], [aMessage(1, { by: 'agent', state: 'delivered' })])[0]).not.toHaveProperty('failure');
  });

  test('what the panel showed before the chat answered is the message that the chat then tells of', () => {
    const told = aMessage(7, { minute: 2, by: 'agent', text: 'Bom dia', state: 'sent', clientKey: 'k1' });
    const merged = [{ ...told, at: at(1) }];
    expect(mergeMessages([unanswered('k1', 1)], [told])).toEqual(merged);
    expect(mergeMessages([told], [unanswered('k1', 1)])).toEqual(merged);
  });

  test('also where the webhook, which knows no key, comes before the answer', () => {
    const fromWebhook = aMessage(7, { minute: 2, by: 'agent', text: 'Bom dia', state: 'delivered' });
    const answer = aMessage(7, { minute: 2, by: 'agent', text: 'Bom dia', state: 'sent', clientKey: 'k1' });
    const shown = mergeMessages(mergeMessages([unanswered('k1', 1)], [fromWebhook]), [answer]);
    expect(shown).toMatchObject([{ id: '7', state: 'delivered', clientKey: 'k1' }]);
  });

  test('two messages of the chat are two, although a retry gave both one key: the client read both', () => {
    const twice = [aMessage(7, { by: 'agent', clientKey: 'k1' }), aMessage(8, { by: 'agent', clientKey: 'k1' })];
    expect(mergeMessages([], twice)).toEqual(twice);
    expect(mergeMessages([unanswered('k1', 0)], twice)).toHaveLength(2);
  });

  test('what was removed stays removed, whoever tells its text late', () => {
    const removed = aMessage(1, { line: 'message-removed' });
    const merged = mergeMessages([removed], [aMessage(1, { text: 'segredo', media: { ref: 'https://neppo/f' } })]);
    expect(merged[0]).not.toHaveProperty('text');
    expect(merged[0]).not.toHaveProperty('media');
    expect(merged[0]).toMatchObject({ line: 'message-removed' });
  });
});
