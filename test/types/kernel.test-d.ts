// Read by the type checker alone (npm run check:types): every line marked must fail to compile.
import { InputRejected } from '../../src/domain/kernel/error.ts';
import { instantOf, type Instant } from '../../src/domain/kernel/instant.ts';
import type { NonEmpty } from '../../src/domain/kernel/non-empty.ts';
import type { Result } from '../../src/domain/kernel/result.ts';
import { PortFailure } from '../../src/ports/failures.ts';

// @ts-expect-error a bare text was never checked to be an instant
export const at: Instant = '2026-05-04T17:03:00.000Z';

// @ts-expect-error an instant is a text, not a count of milliseconds
export const later: number = instantOf(0);

// @ts-expect-error the value is there only once `ok` was asked
export type Value = Result<number, 'not-a-number'>['value'];

// @ts-expect-error a list that promises a first element has one
export const none: NonEmpty<string> = [];

// @ts-expect-error refused input has a code of its own family
export const refused: Error = new InputRejected('port.missing', 'The phone is missing; send it.');

// @ts-expect-error failures of ports have a closed list of codes
export const failed: Error = new PortFailure('port.exploded', 'Ploomes exploded.');
