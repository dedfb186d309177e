/** Asks platforms that send no contact data for it. */
export { createCallbacks, type CallbacksOptions } from './create-callbacks.ts';
