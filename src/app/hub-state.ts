import type { Health } from '../ports/index.ts';

/** Whether the hub works, and what keeps it from it. */
export interface HubState {
  begin(): void;
  end(): void;
  /** A problem that an operator should see, by a key under which it is replaced or mended. */
  problem(key: string, sentence: string): void;
  mended(key: string): void;
  health(): Health;
}

export function createHubState(): HubState {
  let running = false;
  const problems = new Map<string, string>();
  return {
    begin: () => void (running = true),
    end: () => void (running = false),
    problem: (key, sentence) => void problems.set(key, sentence),
    mended: (key) => void problems.delete(key),
    health: () => ({
      ready: running,
      problems: [...(running ? [] : ['The hub is not started: call start().']), ...problems.values()],
    }),
  };
}
