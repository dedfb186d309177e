import { Hono } from 'hono';
import { mintLaunchToken } from './mint.ts';

/** `email` is set by your own sign-in, a middleware before this one. */
export const launchTokens = new Hono<{ Variables: { email?: string } }>().post('/launch-token', async (context) => {
  const email = context.get('email');
  if (email === undefined) return context.json({}, 401);
  const { status, body } = await mintLaunchToken(email);
  return context.json(body, status, { 'cache-control': 'no-store' });
});
// app.route('/', launchTokens);
