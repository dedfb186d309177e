import type { Delivery } from './delivery.ts';

/** What a platform asks before it sends anything, and what it wants to hear. */
export interface Handshake {
  readonly asks: Delivery | { readonly query: Readonly<Record<string, string>> };
  agrees(answer: { readonly status?: number; readonly answer: string }): boolean;
}

/** What Meta wants to hear again. */
const CHALLENGE = '1158201444';

const isOk = ({ status }: { readonly status?: number }): boolean => status === 200;
const isFine = ({ status = 0 }: { readonly status?: number }): boolean => status >= 200 && status < 300;

/** @param verifyToken - what the account typed as such, where the platform has one. */
export function handshakeOf(platform: string, verifyToken: string): Handshake | undefined {
  switch (platform) {
    case 'meta-lead-ads':
    case 'whatsapp':
      return {
        asks: { query: { 'hub.mode': 'subscribe', 'hub.verify_token': verifyToken, 'hub.challenge': CHALLENGE } },
        agrees: (answer) => isOk(answer) && answer.answer === CHALLENGE,
      };
    case 'woocommerce':
      return { asks: { event: 'ping', form: { webhook_id: '12' } }, agrees: isOk };
    case 'vtex':
      return { asks: { event: 'ping', json: { hookConfig: 'ping' } }, agrees: isOk };
    case 'eduzz':
      return { asks: { event: 'ping', json: { id: 'ping-1', event: 'ping', data: {}, sentDate: '2026-01-01T00:00:00.000Z' } }, agrees: isFine };
    case 'rdstation':
      return { asks: { event: 'test', json: {} }, agrees: isFine };
    default:
      return undefined;
  }
}
