import * as z from 'zod';
import type { ChatRefusal } from '../../../ports/attendance-actions.ts';
import { parseJson } from '../wire/message.ts';
import type { RefusalCodes } from '../neppo-config.ts';

const code = z.union([z.string(), z.number().transform(String)]).nullish().catch(undefined);
const body = z.looseObject({ code, error: code, fault: z.looseObject({ code }).nullish().catch(undefined) });

/** What a refusal says (N11): the reason of its code, and the code itself where it has one and it is no text for people. */
export function translateChatRefusal(text: string, codes: RefusalCodes): { readonly because: ChatRefusal; readonly detail?: string } {
  const told = body.safeParse(parseJson(text)).data;
  const detail = [told?.code, told?.fault?.code, told?.error].find((each) => each !== undefined && each !== null && /^[A-Z0-9_.-]{1,80}$/i.test(each));
  if (detail === undefined || detail === null) return { because: 'refused' };
  // 900908 is what the gateway says of whatever the credential may not do.
  const last = detail.split('.').at(-1) ?? '';
  const because = detail === '900908' ? 'not-allowed' : Object.hasOwn(codes, last) ? codes[last] : undefined;
  return { because: because ?? 'refused', detail };
}
