import type { LeadValues } from '../../domain/lead/lead.ts';
import type { RefusedValue } from '../../ports/crm-leads.ts';
import { isPortFailure, PortFailure } from '../../ports/failures.ts';
import type { LeadFieldBook, LeadTable } from './lead-fields.ts';
import { fitValues, type FittedValue, type FittedValues } from './translate/lead-value.ts';

/** How one row is written. */
export interface LeadWriting<Answer> {
  readonly table: LeadTable;
  readonly values: LeadValues;
  /** Writes the row with these values, all in one call. May be called again after it was refused. */
  write(fitted: readonly FittedValue[]): Promise<Answer>;
  /** Puts values on the row that was written; the list holds those from before too, since lists are replaced (P5). */
  add(answer: Answer, fitted: readonly FittedValue[]): Promise<unknown>;
}

/** What was written, and which values were not. */
export interface LeadWritten<Answer> {
  readonly answer: Answer;
  readonly refused: readonly RefusedValue[];
}

/**
 * Writes a row with as many of its values as are taken (ACL-04). What does not fit is left out before anything is sent, so that one call does
 * as a rule. Where Ploomes refuses what seemed to fit, the fields are read anew; where it refuses still, the row is written without values,
 * and they are put on it one by one.
 */
export async function writeFitting<Answer>(book: LeadFieldBook, writing: LeadWriting<Answer>): Promise<LeadWritten<Answer>> {
  const { table, values, write } = writing;
  if (Object.keys(values).length === 0) return { answer: await write([]), refused: [] };
  const first = fitValues(values, await book.of(table));
  const written = await unlessRefused(async () => await write(first.fitted), first.fitted);
  if (written !== 'refused') return { answer: written.answer, refused: first.refused };

  const second = fitValues(values, await book.now(table));
  const again = isSame(first, second) ? 'refused' : await unlessRefused(async () => await write(second.fitted), second.fitted);
  if (again !== 'refused') return { answer: again.answer, refused: second.refused };
  const answer = await write([]);
  return { answer, refused: [...second.refused, ...(await addOneByOne(writing, answer, second.fitted))] };
}

async function addOneByOne<Answer>({ add }: LeadWriting<Answer>, answer: Answer, fitted: readonly FittedValue[]): Promise<readonly RefusedValue[]> {
  const taken: FittedValue[] = [];
  const refused: RefusedValue[] = [];
  for (const each of fitted) {
    const added = await unlessRefused(async () => await add(answer, [...taken, each]), [each]).catch(rowIsThere);
    if (added === 'refused') refused.push({ key: each.field.key, reason: 'value-unfit' });
    else taken.push(each);
  }
  return refused;
}

/** A refusal of a row without values is no matter of values. */
async function unlessRefused<Answer>(write: () => Promise<Answer>, fitted: readonly FittedValue[]): Promise<{ readonly answer: Answer } | 'refused'> {
  try {
    return { answer: await write() };
  } catch (failure) {
    if (fitted.length > 0 && isPortFailure(failure) && failure.code === 'port.refused' && failure.mayHaveHappened === 'no') return 'refused';
    throw failure;
  }
}

/** Whatever goes wrong now, the row itself was written. */
function rowIsThere(failure: unknown): never {
  if (!isPortFailure(failure)) throw failure;
  const { code, message, retry, account } = failure;
  throw new PortFailure(code, message, { retry, cause: failure, mayHaveHappened: 'yes', ...(account === undefined ? {} : { account }) });
}

const isSame = (one: FittedValues, other: FittedValues): boolean => JSON.stringify(one.fitted.map(written)) === JSON.stringify(other.fitted.map(written));

const written = ({ field: { key, holds, column }, values }: FittedValue): readonly unknown[] => [key, holds, column, values];
