/** Platforms that send webhooks, as data, and how a request of theirs is taken apart (WHK-01). Runs in a browser. */
export { decodeBody, MAX_BODY_BYTES, type UnreadableBody } from './decode-body.ts';
export { platforms } from './platforms.ts';
export { takeApart } from './take-apart.ts';
