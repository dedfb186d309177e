import assert from 'node:assert/strict';
import { isPortFailure, type PortFailureCode } from '../failures.ts';

/** Checks that a call fails as the port says. */
export const failsWith = async (work: Promise<unknown>, code: PortFailureCode): Promise<void> =>
  await assert.rejects(work, (failure: unknown) => isPortFailure(failure) && failure.code === code);
