import { createHash } from 'node:crypto';

/** Names under which a server keeps the plans of statements, so that it takes each apart once for a connection. */
export interface StatementNames {
  /** `undefined` for one that was not said often enough to be worth it. */
  nameOf(text: string): string | undefined;
  /** Somewhere in between connections are handed from one to the other: nothing is named any more. */
  giveUp(): void;
}

/** Lists are asked for in many ways, and each name costs memory in each connection. */
const MOST_NAMES = 200;
const OFTEN = 3;
const MOST_HEARD = 2_000;

export function createStatementNames(): StatementNames {
  const names = new Map<string, string>();
  const heard = new Map<string, number>();
  let givenUp = false;

  function nameOften(text: string): string | undefined {
    const times = (heard.get(text) ?? 0) + 1;
    if (heard.size >= MOST_HEARD) heard.clear();
    heard.set(text, times);
    if (times < OFTEN || names.size >= MOST_NAMES) return undefined;
    // Whoever else names a statement so on the same connection means the same statement.
    const name = `vinculo_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
    names.set(text, name);
    heard.delete(text);
    return name;
  }

  return {
    nameOf: (text) => (givenUp ? undefined : (names.get(text) ?? nameOften(text))),
    giveUp() {
      givenUp = true;
    },
  };
}
