export { createOutgoingFetch, type OutgoingOptions } from './outgoing-fetch.ts';
export { isPublicAddress } from './public-address.ts';
