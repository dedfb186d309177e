import { heeding } from './pause.ts';

/** One piece of a stream: an event with its number, or a mere sign of life. */
export type Frame =
  | { readonly is: 'event'; readonly id: number | undefined; readonly event: string; readonly data: string }
  | { readonly is: 'comment' };

/**
 * Server-sent events, as their bytes come. What a break cut off is dropped: it is told again after the number before it.
 * It ends when the stream does, be it in order or not, or with the signal, whatever the stream makes of that.
 *
 * @param onBytes - called whenever something came.
 */
export async function* framesOf(body: ReadableStream<Uint8Array>, signal: AbortSignal, onBytes: () => void): AsyncGenerator<Frame> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const read = await heeding(signal, reader.read()).catch(() => ({ done: true }) as const);
      if (read.done) return;
      onBytes();
      const pieces = `${rest}${decoder.decode(read.value, { stream: true })}`.split('\n\n');
      rest = pieces.pop() ?? '';
      for (const piece of pieces) yield* frameOf(piece);
    }
  } finally {
    // Whoever reads on no more leaves the connection to others; one that broke has nothing to be left.
    await reader.cancel().catch(() => {});
  }
}

function frameOf(piece: string): readonly Frame[] {
  const lines = piece.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()] as const);
  const named = (name: string): string | undefined => lines.findLast(([each]) => each === name)?.[1];
  const [event, id] = [named('event'), named('id')];
  if (event !== undefined) return [{ is: 'event', id: id === undefined ? undefined : Number(id), event, data: named('data') ?? '{}' }];
  return piece.startsWith(':') ? [{ is: 'comment' }] : [];
}
