import type { AttendanceActions } from '../../ports/attendance-actions.ts';
import type { AgentAccounts } from './agent-accounts.ts';
import type { NeppoClient } from './neppo-client.ts';

type Calls = Pick<AttendanceActions, 'noteCall' | 'finishCall'>;

/** The log of calls (PAN-09). */
export function createNeppoCalls(client: NeppoClient, accountOf: AgentAccounts): Calls {
  const tell = async (operation: 'callCreate' | 'callFinish', json: object): Promise<void> => {
    const told = await client.act(operation, { json });
    if (!told.ok) throw told.failure;
  };

  return {
    noteCall: async ({ agentId, callId, part, phone, direction, at }) => {
      const agent = await accountOf(agentId);
      await tell('callCreate', {
        call_id: callId,
        sessionId: part === undefined ? null : Number(part),
        agentId: agent?.userId ?? null,
        createdBy: agent?.userName ?? null,
        phone,
        direction: direction === 'out' ? 'OUTBOUND' : 'INBOUND',
        createdAt: at,
      });
    },
    finishCall: async ({ callId, at, recordingRef }) =>
      await tell('callFinish', {
        call: { call_id: callId, audio_url: recordingRef ?? null, selected_options: [], ended_at: at },
        event_code: 'call.finished',
      }),
  };
}
