import * as z from 'zod';
import { badField } from './refusal.ts';

/** Reads a body by its schema. @throws {@link SimulatorRefusal} 400 that names the first field that does not fit. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const read = schema.safeParse(body ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw badField(issue?.path.join('.') || 'body', issue?.message ?? 'does not fit');
}

/** A number that may come as text, as ids do. */
const idText = z.coerce.number().int().positive();

const text = z.string().trim().min(1);
const textish = z.union([z.string(), z.number().transform(String)]);

export const startInput = z.looseObject({
  phone: textish.optional(),
  name: text.optional(),
  group: text.nullish().transform((value) => value ?? undefined),
  channel: text.optional(),
  agent: text.nullish().transform((value) => value ?? undefined),
  email: text.optional(),
  cpf: textish.optional(),
  externalCode: textish.optional(),
  bot: z.boolean().optional(),
});

export const transferInput = z.looseObject({ group: text.optional(), agent: text.optional(), newPart: z.boolean().optional() });

export const fileInput = z.looseObject({
  name: z.string(),
  type: z.string(),
  base64: z.string().optional(),
  length: z.number().int().min(0).optional(),
  sentOn: z.boolean().optional(),
  isGone: z.boolean().optional(),
});

export const messageInput = z.looseObject({
  from: z.enum(['client', 'agent', 'bot']),
  text: z.string().default(''),
  contentType: text.optional(),
  caption: z.string().optional(),
  fileName: z.string().optional(),
  file: fileInput.optional(),
  replyTo: idText.optional(),
  agent: text.optional(),
});

export const addressInput = z.looseObject({ address: text });
export const statusInput = z.looseObject({ status: z.enum(['ONLINE', 'OFFLINE', 'FIRST_PAUSE']), reason: idText.optional() });
export const patienceInput = z.looseObject({ minutes: z.number().min(0) });
export const failInput = z.looseObject({ reason: z.string().default('131049 - not delivered') });

const fieldInput = z.looseObject({
  name: text,
  type: z.enum(['TEXT', 'NUMBER', 'DATE', 'LIST']),
  required: z.boolean().optional(),
  options: z.array(text).optional(),
});

const nodeInput = z.looseObject({
  name: text,
  fields: z.array(fieldInput).optional(),
  get children() {
    return z.array(nodeInput).optional();
  },
});

export const treeInput = z.looseObject({ ...nodeInput.shape, group: text.optional() });

export const commentInput = z.looseObject({ text, agent: text.optional() });
export const classifyInput = z.looseObject({ classification: text, comment: z.string().optional() });
export const recordingInput = z.looseObject({ audioUrl: text });
export const advanceInput = z.looseObject({ advanceMs: z.number().min(0) });
export const resetInput = z.looseObject({ calls: z.boolean().optional(), data: z.boolean().optional(), faults: z.boolean().optional() });

export const agentInput = z.looseObject({
  id: idText.optional(),
  name: text,
  email: z.string().nullish(),
  groups: z.array(text).optional(),
  userName: text.optional(),
  profileId: z.number().int().optional(),
  chatToken: z.boolean().optional(),
  active: z.boolean().optional(),
});

export const groupInput = z.looseObject({
  id: idText.optional(),
  name: text,
  active: z.boolean().optional(),
  mandatoryClassification: z.boolean().optional(),
  treeId: idText.nullish(),
});

export const linkInput = z.looseObject({ clientId: idText, agent: text, remove: z.boolean().optional() });

const attribute = z
  .looseObject({ description: z.string().optional(), name: z.string().optional(), value: textish.nullish() })
  .transform(({ description, name, value }) => ({ description: description ?? name ?? '', value: value ?? null }));

/** Neppo's User as it is saved; `displayName` names the client where `name` does not. */
export const userInput = z
  .looseObject({
    id: idText.nullish(),
    userName: z.string().nullish(),
    name: z.string().nullish(),
    displayName: z.string().nullish(),
    phone: textish.nullish(),
    email: z.string().nullish(),
    cpf: textish.nullish(),
    externalCode: textish.nullish(),
    country: z.string().nullish(),
    originUser: z.string().nullish(),
    active: z.boolean().nullish(),
    attributes: z.array(attribute).optional(),
  })
  .transform(({ displayName, name, ...rest }) => ({ ...rest, name: name === undefined ? displayName : name }));

export const associationInput = z.looseObject({ clientId: idText, agentId: idText });
export const tenantCommentInput = z.looseObject({ sessionId: idText, comment: z.string().min(1), createdBy: text.nullish() });

export const classificationInput = z.looseObject({
  id: idText.nullish(),
  sessionId: idText,
  classificationTreeSession: idText,
  commentClassification: z.string().nullish(),
  agentId: idText.nullish(),
});

export const directMessageInput = z.looseObject({
  phoneNumber: textish,
  channel: z.string().nullish(),
  message: z.string().nullish(),
  groupName: z.string().nullish(),
  groupConfId: idText.nullish(),
  userId: idText.nullish(),
  createdBy: z.string().nullish(),
  additionalInfo: z.string().nullish(),
});

export const tenantSendInput = z.array(
  z.looseObject({
    phone: textish,
    channel: z.string().nullish(),
    group: z.string().nullish(),
    userId: idText.nullish(),
    createdBy: z.string().nullish(),
    message: z.string().nullish(),
    additionalInfo: z.string().nullish(),
  }),
);

/** Assumed: Neppo's public material tells of neither. */
export const chatbotInput = z.looseObject({ phone: z.string().min(1), chatbot: z.string().min(1) });
export const quickReplyInput = z.looseObject({ phone: z.string().min(1), quickReply: z.string().min(1) });

export const freeTextInput = z.looseObject({ message: z.string().min(1), sessionId: idText, contentType: z.string().optional() });
