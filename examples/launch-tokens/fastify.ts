import { mintLaunchToken } from './mint.ts';

/** What is used of Fastify; `user` is put there by your own sign-in, `@fastify/jwt` for one. */
interface FastifyRequest {
  readonly user?: { readonly email: string };
}
interface FastifyReply {
  code(status: number): this;
  header(name: string, value: string): this;
}

export async function launchToken({ user }: FastifyRequest, reply: FastifyReply): Promise<object> {
  const { status, body } = user === undefined ? { status: 401, body: {} } : await mintLaunchToken(user.email);
  reply.code(status).header('cache-control', 'no-store');
  return body;
}
// app.post('/launch-token', launchToken);
