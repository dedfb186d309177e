import { isPortFailure, PortFailure, type AccountKey } from '../../ports/failures.ts';

/** Under load Ploomes answers 200 with an empty list (seen in 2026); the count of the same question gave it away. */
export const emptyUnderLoad = (entity: string, account: AccountKey): PortFailure =>
  new PortFailure('port.unreachable', `Ploomes listed no ${entity} though it counts some; it is overloaded, so ask again.`, {
    retry: 'soon', account,
  });

/** An id of ours that Ploomes cannot have given: nothing was sent. */
export const notAnId = (what: string): PortFailure =>
  new PortFailure('port.refused', `Ploomes ids are whole numbers, and that of this ${what} is none; look where it came from.`);

/** The thing to change is gone. */
export const gone = (what: string): PortFailure =>
  new PortFailure('port.missing', `Ploomes has this ${what} no longer, so it cannot be changed.`);

/** A row that the schema let through, but of which no sense can be made. `where` names the column, never its value. */
export const senseless = (where: string): PortFailure =>
  new PortFailure('port.drifted', `Ploomes answered something unexpected: ${where}.`, { retry: 'soon' });

/** Does what comes before a card, record or paper is made: a field or option that may have been made leaves what needs it surely unmade. */
export async function surelyUnmade<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!isPortFailure(error) || error.mayHaveHappened === 'no') throw error;
    const { code, message, retry, account } = error;
    throw new PortFailure(code, message, { retry, cause: error, mayHaveHappened: 'no', ...(account === undefined ? {} : { account }) });
  }
}
