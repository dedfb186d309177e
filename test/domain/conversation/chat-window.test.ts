import { describe, expect, test } from 'vitest';
import { lastInboundAt, windowClosesAt, windowOf } from '../../../src/domain/conversation/chat-window.ts';
import { addMs } from '../../../src/domain/kernel/instant.ts';
import { aMessage } from '../../builders/a-message.ts';
import { at } from '../../builders/a-session.ts';

const whatsapp = { kind: 'whatsapp' } as const;
const DAY = 24 * 60;

describe('PAN-11: WhatsApp takes free text for 24 hours after the client’s last message', () => {
  test('it is open until then', () => expect(windowOf({ channel: whatsapp, lastInboundAt: at(0) }, at(DAY - 1))).toEqual({ state: 'open', until: at(DAY) }));

  test('at that very moment it is shut', () => {
    expect(windowOf({ channel: whatsapp, lastInboundAt: at(0) }, at(DAY))).toEqual({ state: 'shut', until: at(DAY) });
    expect(windowOf({ channel: whatsapp, lastInboundAt: at(0) }, addMs(at(DAY), -1)).state).toBe('open');
  });

  test.each(['voice', 'webchat', 'email', 'instagram', 'messenger'] as const)('%s has no window', (kind) => {
    expect(windowOf({ channel: { kind }, lastInboundAt: at(0) }, at(9 * DAY))).toEqual({ state: 'none' });
    expect(windowClosesAt({ kind }, at(0))).toBeUndefined();
  });

  test('where no message of the client is known, nobody can tell', () => expect(windowOf({ channel: whatsapp }, at(0))).toEqual({ state: 'unknown' }));

  test('what a bot, an agent or the system says opens nothing; the newest of the client counts, however they come', () => {
    const messages = [aMessage(2, { minute: 20 }), aMessage(1, { minute: 10 }), ...(['bot', 'agent', 'system'] as const).map((by, nth) => aMessage(by, { by, minute: 30 + nth }))];
    expect(lastInboundAt(messages)).toBe(at(20));
    expect(lastInboundAt([])).toBeUndefined();
  });
});
