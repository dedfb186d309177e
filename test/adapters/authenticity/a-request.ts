import type { RawRequest } from '../../../src/ports/index.ts';

/** A request as it comes in; header names in lower case, as the entry gives them. */
export const aRequest = ({ body = '{}', ...over }: Partial<Omit<RawRequest, 'body'>> & { readonly body?: string | Uint8Array } = {}): RawRequest => ({
  method: 'POST',
  url: 'https://hub.example.com.br/hooks/webhook/token-0001',
  headers: {},
  ...over,
  body: typeof body === 'string' ? Buffer.from(body) : body,
});
