export { createHttpClient, type HttpCall, type HttpClient, type HttpClientOptions } from './http-client.ts';
export { routeOf } from './route.ts';
