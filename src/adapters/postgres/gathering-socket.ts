import { Socket } from 'node:net';

/**
 * A connection that sends what is written in one turn of the process all at once. Each way to the operating system costs more
 * than most statements do.
 */
export class GatheringSocket extends Socket {
  #isGathering = false;

  override write(chunk: string | Uint8Array, encoding?: BufferEncoding | Told, told?: Told): boolean {
    this.#gather();
    return typeof encoding === 'function' ? super.write(chunk, encoding) : super.write(chunk, encoding, told);
  }

  #gather(): void {
    if (this.#isGathering) return;
    this.#isGathering = true;
    this.cork();
    setImmediate(() => {
      this.#isGathering = false;
      this.uncork();
    });
  }
}

type Told = (error?: Error | null) => void;
