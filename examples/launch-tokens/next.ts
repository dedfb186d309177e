import { mintLaunchToken } from './mint.ts';

/** `emailOf` reads your own session: `async () => (await auth())?.user?.email`. */
export const createLaunchTokenRoute = (emailOf: (request: Request) => Promise<string | undefined>) => async (request: Request): Promise<Response> => {
  const email = await emailOf(request);
  if (email === undefined) return Response.json({}, { status: 401 });
  const { status, body } = await mintLaunchToken(email);
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
};
// app/launch-token/route.ts: export const POST = createLaunchTokenRoute(emailOf);
