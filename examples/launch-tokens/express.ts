import { mintLaunchToken } from './mint.ts';

/** What is used of Express, which passes; `user` is put there by your own sign-in, Passport for one. */
interface ExpressRequest {
  readonly user?: { readonly email: string };
}
interface ExpressResponse {
  status(code: number): this;
  set(name: string, value: string): this;
  json(body: unknown): unknown;
}

export async function launchToken({ user }: ExpressRequest, response: ExpressResponse): Promise<void> {
  if (user === undefined) return void response.status(401).json({});
  const { status, body } = await mintLaunchToken(user.email);
  response.status(status).set('cache-control', 'no-store').json(body);
}
// app.post('/launch-token', launchToken);
