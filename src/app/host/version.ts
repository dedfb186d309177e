import { createRequire } from 'node:module';
import * as z from 'zod';

/** The version of this package, as its `package.json` has it. */
export const readVersion = (): string => z.object({ version: z.string() }).parse(createRequire(import.meta.url)('vinculo/package.json')).version;
