import * as z from 'zod';
import type { AccessRole } from '../../ports/access-keys.ts';
import type { Operator } from '../../ports/operator-desk.ts';
import { parseBody, parseQuery, type Mends } from './parse-input.ts';
import { invalidInput, isInputRefusal, problemOfFailure, type ProblemKind } from './problem.ts';

/** What a caller sent, read. */
interface Asked<Query, Body> {
  readonly operator: Operator;
  /** The parts of the path that stand for something, by name. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** The `Idempotency-Key`, where one was sent. */
  readonly requestKey: string | undefined;
}

/** What a caller sent, as it came. */
export type RawAsked = Asked<URLSearchParams, Uint8Array | undefined>;

/** What the reference of the interface tells of a route. */
export interface RouteDescription {
  readonly method: 'get' | 'post';
  /** As in `/v1/deliveries/:id`. */
  readonly path: `/v1/${string}`;
  /** One name for the route in generated clients. */
  readonly operationId: string;
  readonly summary: string;
  /** What the operator's key must allow; or another who asks: an agent, by the bearer of the panel, or whoever has a token in the body. */
  readonly needs: AccessRole | 'agent' | 'token';
  readonly query: z.ZodType;
  readonly body: z.ZodType;
  /** JSON, unless it is of another type. */
  readonly answer: { readonly description: string; readonly schema: z.ZodType; readonly contentType?: string };
  /** The body is no JSON, but a file as it is. */
  readonly bodyIs?: 'bytes';
  /** `needed`: the request is carried out once for each `Idempotency-Key`, and refused without one. */
  readonly repeatKey?: 'needed';
  /** `shown-once`: the answer holds a secret, which may be kept nowhere, so that no `Idempotency-Key` is taken. */
  readonly answerIs?: 'shown-once';
  /** What can be answered instead, beside what holds for every route. */
  readonly problems: readonly ProblemKind[];
}

/** A route of `/v1`, told so that it is served and described from the same words. */
export interface Route extends RouteDescription {
  readonly needs: AccessRole;
  handle(asked: RawAsked): Promise<Response>;
}

/** For a route that takes no query, and one that takes no body. */
export const NO_QUERY: z.ZodType<object> = z.strictObject({});
export const NO_BODY: z.ZodType<undefined> = z.undefined();

interface RouteWish<Query extends z.ZodType, Body extends z.ZodType> extends RouteDescription {
  readonly needs: AccessRole;
  readonly query: Query;
  readonly body: Body;
  /** What to send instead, by field. */
  readonly mends: Mends;
  handle(asked: Asked<z.output<Query>, z.output<Body>>): Promise<Response>;
}

/** Makes a route whose handler is given what its schemas say; whatever else is sent is refused, naming the field. */
export const createRoute = <Query extends z.ZodType, Body extends z.ZodType>({ handle, mends, ...description }: RouteWish<Query, Body>): Route => ({
  ...description,
  async handle(asked) {
    const query = parseQuery(description.query, asked.query, mends);
    if (!query.ok) return invalidInput(query.reason);
    const body = parseBody(description.body, asked.body, mends);
    if (!body.ok) return invalidInput(body.reason);
    try {
      return await handle({ ...asked, query: query.value, body: body.value });
    } catch (thrown) {
      // The hub reads some fields more closely than a schema can; what to send instead is the same.
      if (isInputRefusal(thrown)) return problemOfFailure(thrown, mends);
      throw thrown;
    }
  },
});
