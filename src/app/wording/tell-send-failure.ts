import { readMetaFailure } from './meta-failure.ts';
import type { SendTexts } from './portuguese-sends.ts';

/** Why a send failed and what to do, in somebody's words (SND-03). Meta's own code comes along, which support asks for. */
export interface ToldFailure {
  readonly text: string;
  readonly mend: string;
  readonly code?: string;
}

/** Tells a failure as the chat gave it, such as `131049 - not delivered`, or as the hub did, which did not send. What the chat wrote beside the code is not shown: it may name people. */
export function tellSendFailure(failure: string, texts: Pick<SendTexts, 'failure' | 'refusal' | 'code'>): ToldFailure {
  if (failure === 'opted-out') return texts.refusal[failure];
  const { kind, code } = readMetaFailure(failure);
  const { text, mend } = texts.failure[kind];
  return code === undefined ? { text, mend } : { text: `${text} (${texts.code(code)})`, mend, code };
}
