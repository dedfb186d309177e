export { createDeskClient, type DeskClient, type DeskClientOptions } from './desk-client.ts';
export { DeskProblem, isDeskProblem, type DeskFault, type DeskProblemFacts } from './problem.ts';
export type { LaunchToken } from './seat.ts';
export type { ActOptions, AskOptions } from './ask.ts';
export type { DeskNews, FollowedEvent, FollowState, FollowWish } from './follow.ts';
export type { DeskActed, DeskReading, PageAsked } from './reading.ts';
export type { ContactWish, DeskActing, DeskMade, MessageWish, PaperWish } from './acting.ts';
export type { DeskSending, TemplateWish } from './sending.ts';
