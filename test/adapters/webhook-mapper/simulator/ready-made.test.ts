import { describe, expect, test } from 'vitest';
import { readyMadeDelivery, readyMadeEvents, signedDelivery } from '../../../../src/adapters/webhook-mapper/simulator/index.ts';
import { presetOf, receive } from '../receive.ts';

const atMs = 1_767_225_600_123;
const person = { name: 'Ana Conceição Souza', phone: '+5511912345678', email: 'ana@example.com.br', document: '52998224725' };

/** What is told without anybody's name or number: `*` stands for all events of a platform. */
const withoutName = new Set(['asaas *', 'bling *', 'hubspot *', 'meta-lead-ads *', 'nuvemshop *', 'tray *', 'vtex *', 'stripe payment_intent.succeeded', 'twilio delivered', 'twilio undelivered']);
const withoutPhone = new Set([...withoutName, 'hotmart SUBSCRIPTION_CANCELLATION']);
const tells = (without: ReadonlySet<string>, platform: string, event: string): boolean => !without.has(`${platform} *`) && !without.has(`${platform} ${event}`);

const cases = Object.entries(readyMadeEvents()).flatMap(([platform, events]) => events.filter((event) => event !== 'ping').map((event) => ({ platform, event })));

describe('what the simulator tells, written from what is known of each platform, is what its preset reads (WHK-01)', () => {
  test.each(cases)('$platform: $event', ({ platform, event }) => {
    const delivery = readyMadeDelivery(platform, event, { person, number: 7, atMs });
    const { events, handshake } = receive(presetOf(platform === 'svix' ? 'standard-webhooks' : platform), signedDelivery(delivery, { target: 'https://hub.example/h/t', platform, secret: 'x', atMs }));
    expect(handshake).toBeUndefined();
    expect(events).toHaveLength(1);
    const [told] = events;
    expect(told?.event.identification).toMatch(/./);
    if (tells(withoutName, platform, event)) expect(told?.lead.name).toMatch(/^Ana/);
    if (tells(withoutPhone, platform, event)) expect(told?.lead.phone).toBe(person.phone);
    expect(told?.problems).toEqual([]);
  });
});
