import * as z from 'zod';

/** An id as Neppo writes it: a number in lists, now and then its text in webhooks. Read as text. */
export const wireId: z.ZodType<string> = z.union([z.int(), z.string().trim().min(1).max(64)]).transform(String);

/** What names a session to people: `WA00000119294`. */
export const wireProtocol: z.ZodType<string> = z.string().trim().min(1).max(64);

/** A text that may be null, missing or blank, which all mean that there is none; numbers are read as text. */
export const wireText: z.ZodType<string | undefined> = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => {
    const text = value === null || value === undefined ? '' : String(value).trim();
    return text === '' ? undefined : text;
  });
