/** A row on the stage. */
export interface Line {
  readonly key: string;
  readonly text: string;
}

/** By which a test moves what the stage shows. */
export interface StageHandles {
  readonly log: { value: readonly Line[] };
  readonly sessions: { value: readonly Line[] };
  readonly startAt: { value: string | undefined };
  readonly view: { value: 'log' | 'sessions' | 'controls' };
  readonly told: string[];
  line(nth: number): Line;
  lines(from: number, count: number): readonly Line[];
}
