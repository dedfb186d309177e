import type { ConversionEvent, LeadAction, SendAction } from './lead.ts';

/** Something in an integration's events that cannot be kept. `at` counts events from 0. */
export interface EventProblem {
  readonly at: number;
  readonly problem: 'name-empty' | 'identification-empty' | 'identification-taken' | 'second-send' | 'action-empty';
  /** Whose identification it is already. */
  readonly takenBy?: number;
  /** Which action, from 0. */
  readonly action?: number;
}

/** The event that stands for what came in: compared exactly after trimming; `undefined` where none does (WHK-05, WHK-10). */
export function matchEvent(events: readonly ConversionEvent[], identification: string | undefined): ConversionEvent | undefined {
  const wanted = identification?.trim() ?? '';
  return wanted === '' ? undefined : events.find((event) => event.identification.trim() === wanted);
}

/** What an event sets off, in this order: the cumulative actions as they are listed, the send last (WHK-10). */
export function planActions({ actions }: Pick<ConversionEvent, 'actions'>): readonly LeadAction[] {
  const [send] = actions.filter(isSend);
  return [...actions.filter((action) => !isSend(action)), ...(send === undefined ? [] : [send])];
}

/** What is wrong with an integration's events, in their order: at most one send each, and no identification twice (WHK-06, WHK-10). */
export const checkEvents = (events: readonly ConversionEvent[]): readonly EventProblem[] =>
  events.flatMap(({ name, identification, actions }, at): readonly EventProblem[] => {
    const wanted = identification.trim();
    const takenBy = events.findIndex((other) => other.identification.trim() === wanted);
    const second = actions.findIndex((action, place) => isSend(action) && actions.slice(0, place).some(isSend));
    return [
      ...(name.trim() === '' ? [{ at, problem: 'name-empty' as const }] : []),
      ...(wanted === '' ? [{ at, problem: 'identification-empty' as const }] : []),
      ...(wanted !== '' && takenBy < at ? [{ at, problem: 'identification-taken' as const, takenBy }] : []),
      ...(second === -1 ? [] : [{ at, problem: 'second-send' as const, action: second }]),
      ...actions.flatMap((action, place) => (saysNothing(action) ? [{ at, problem: 'action-empty' as const, action: place }] : [])),
    ];
  });

/** Whether an action writes to the lead, of which an event has at most one (WHK-06). */
export const isSend = (action: LeadAction): action is SendAction => action.type.startsWith('send-');

function saysNothing(action: LeadAction): boolean {
  switch (action.type) {
    case 'add-tag':
    case 'remove-tag':
      return action.tag.trim() === '';
    case 'update-field':
      return action.field.trim() === '';
    case 'send-chatbot':
      return action.chatbot.trim() === '';
    case 'send-message':
      return action.text.trim() === '';
    case 'send-quick-reply':
      return action.quickReply.trim() === '';
  }
}
