import type { KeyedRequest } from './answers.ts';

/** What became of a keyed request. `again`: it was answered before, and nothing was done now. */
export type RepeatableOutcome<Answer> =
  | { readonly outcome: 'answered'; readonly answer: Answer; readonly again: 'yes' | 'no' }
  /** The same request is being carried out, and it takes long. */
  | { readonly outcome: 'under-way' }
  /** The key was used for something else. */
  | { readonly outcome: 'another-request' };

/** An answer as it is kept: JSON-safe. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The door for requests that may be sent twice: each is carried out once, and answered alike for 24 hours. */
export interface RepeatableRequests {
  /**
   * @param act - carries the request out. What it throws is thrown on, and what it answers is not kept where `isFinal` says no: the
   * request then counts as not made.
   */
  answer(request: KeyedRequest, act: () => Promise<KeptAnswer>, isFinal: (answer: KeptAnswer) => boolean): Promise<RepeatableOutcome<KeptAnswer>>;
}
