/** Why somebody was woken: lanes were woken, a hand is free, or it is only time to look. */
export type Ring = 'news' | 'room' | 'nothing';

/** Lets somebody wait until there is a reason to look, or for so long at most. A ring that nobody waited for is not lost. */
export interface Bell {
  ring(why: 'news' | 'room'): void;
  wait(atMostMs: number): Promise<Ring>;
}

export function createBell(): Bell {
  let rung: Ring = 'nothing';
  let wake: (() => void) | undefined;
  return {
    ring(why) {
      if (rung !== 'news') rung = why;
      wake?.();
    },
    async wait(atMostMs) {
      if (rung === 'nothing') {
        await new Promise<void>((resolve) => {
          const timeout = setTimeout(resolve, atMostMs).unref();
          wake = () => {
            clearTimeout(timeout);
            resolve();
          };
        });
      }
      const why = rung;
      rung = 'nothing';
      wake = undefined;
      return why;
    },
  };
}
