/** Looks whether deliveries come from who they say, over their bytes. */
export { verifyAuthenticity } from './verify-authenticity.ts';
