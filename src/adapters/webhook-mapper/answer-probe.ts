import type { HandshakeAnswer, RawRequest } from '../../ports/platform.ts';

/**
 * Answers what only looks whether somebody is there: a GET or HEAD, or a POST of nothing. Panels save an address only when such a
 * look is answered with 2xx ("Verificar URL", "Testar"). A test that carries a payload is a delivery: it is how a mapping gets its sample.
 */
export function answerProbe({ method, body }: RawRequest): HandshakeAnswer | undefined {
  return method === 'GET' || method === 'HEAD' || body.length === 0 ? { status: 200, body: 'ok', contentType: 'text/plain' } : undefined;
}
