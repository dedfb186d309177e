import { Defect } from '../../domain/kernel/error.ts';
import { withAnyText } from './any-text.ts';
import { isUnknownName } from './failures.ts';
import type { AnswerLike, PostgresLike } from './postgres-like.ts';
import type { StatementNames } from './statement-names.ts';

/**
 * Statements that follow each other on one connection. Half of what a delivery costs are the ways between process and server, so
 * what need not be waited for goes together. Questions may be asked side by side: they are answered in their order.
 */
export interface Conversation extends PostgresLike {
  /** Sends a statement whose answer nobody needs. That it failed is told by the question that is asked next. */
  send(text: string, values?: readonly unknown[]): void;
}

/** A conversation in the hands of whoever began it. */
export interface WholeConversation extends Conversation {
  /** Says the last of it. `before` fails with what nobody heard yet of the statements in front. */
  end(text: string): { readonly before: Promise<unknown>; readonly answer: Promise<AnswerLike> };
}

/** How a connection takes statements. */
export interface Manner {
  /** `ahead`: statements are sent before those in front of them are answered; not every driver of a host's takes that. */
  readonly sends: 'ahead' | 'one by one';
  /** Lets the server keep the plans of statements. Absent where a pooler of the host's may stand in between. */
  readonly names?: StatementNames;
}

/** @param client - a client that nobody else uses meanwhile. */
export function createConversation(client: PostgresLike, { sends, names }: Manner): WholeConversation {
  const named = withNames(withAnyText(client), names);
  const db = sends === 'ahead' ? named : oneByOne(named);
  let unheard: Promise<AnswerLike>[] = [];
  let isOver = false;

  function say(...statement: readonly unknown[]): Promise<AnswerLike> {
    // The connection may be in other hands by now.
    return isOver ? Promise.reject(new Defect('defect.transaction-over', OVER)) : db.query(...statement);
  }

  return {
    send(text, values) {
      const answer = say(text, ...(values === undefined ? [] : [values]));
      answer.catch(ignored);
      unheard.push(answer);
    },
    async query(...statement: readonly unknown[]) {
      const before = unheard;
      unheard = [];
      const [answer] = await Promise.all([say(...statement), ...before]);
      return answer;
    },
    end(text) {
      const before = Promise.all(unheard);
      const answer = db.query(text);
      unheard = [];
      isOver = true;
      before.catch(ignored);
      answer.catch(ignored);
      return { before, answer };
    },
  };
}

const OVER = 'The store could not go on, because the transaction is over; wait for all that belongs to it.';

/** Statements that belong to no transaction. One whose name is not known where it arrives is sent again without. */
export function createReader(pool: PostgresLike, { names }: Manner): PostgresLike {
  const plain = withAnyText(pool);
  const named = withNames(plain, names);
  return {
    async query(...statement: readonly unknown[]) {
      try {
        return await named.query(...statement);
      } catch (error) {
        if (names === undefined || !isUnknownName(error)) throw error;
        names.giveUp();
        return await plain.query(...statement);
      }
    },
  };
}

const withNames = (db: PostgresLike, names: StatementNames | undefined): PostgresLike => ({
  async query(...statement: readonly unknown[]) {
    const [text, values] = statement;
    // A text without values may hold several statements, which no name can stand for.
    const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? names?.nameOf(text) : undefined;
    return await (name === undefined ? db.query(...statement) : db.query({ name, text, values }));
  },
});

/** A statement is sent when the one before it was answered. */
function oneByOne(db: PostgresLike): PostgresLike {
  let before: Promise<unknown> = Promise.resolve();
  return {
    async query(...statement: readonly unknown[]) {
      const own = before.then(async () => await db.query(...statement));
      before = own.catch(ignored);
      return await own;
    },
  };
}

const ignored = (): void => undefined;
