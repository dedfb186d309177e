export { accountLimits, type AccountBudget } from './account-limits.ts';
export { createHttpClient, type AnswerOrRefusal, type FileToSend, type HttpCall, type HttpClient, type HttpClientOptions } from './http-client.ts';
export { createStreamClient, type OpenedStream, type StreamCall, type StreamClient } from './stream-client.ts';
export { routeOf } from './route.ts';
