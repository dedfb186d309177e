import type { RunProgress } from '../../ports/customer-base-desk.ts';

/** How often whoever watches is told. */
const EVERY_MS = 1_000;

/** A run as server-sent events, from what is known now until it goes on no more, or nobody listens. */
export function streamProgress(first: RunProgress, next: () => Promise<RunProgress | undefined>): Response {
  const encoder = new TextEncoder();
  let last: RunProgress | undefined;
  let listening = true;
  let wake = (): void => undefined;
  const pause = async (): Promise<void> => await new Promise((resolve) => {
    const timer = setTimeout(resolve, EVERY_MS);
    wake = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  const body = new ReadableStream<Uint8Array>({
    async pull(stream) {
      if (last !== undefined) await pause();
      const run = last === undefined ? first : await next();
      if (!listening) return;
      if (run === undefined) return stream.close();
      last = run;
      stream.enqueue(encoder.encode(`event: progress\ndata: ${JSON.stringify(run)}\n\n`));
      if (run.state !== 'running') stream.close();
    },
    cancel() {
      listening = false;
      wake();
    },
  });
  return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' } });
}
