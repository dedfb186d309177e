export { deskRoutes } from './desk-routes.ts';
export { createHttpEntry, type HttpDriving } from './http-entry.ts';
