export { accountLimits, type AccountBudget } from './account-limits.ts';
export { createHttpClient, type AnswerOrRefusal, type HttpCall, type HttpClient, type HttpClientOptions } from './http-client.ts';
export { routeOf } from './route.ts';
