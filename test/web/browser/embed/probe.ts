// Stands where the panel does: its real entrance and the real client, and shows what the panel's screens would not.
import { createDeskClient } from '../../../../src/client/index.ts';
import { openEntrance } from '../../../../src/adapters/web/panel/entrance/open-entrance.ts';

const entrance = openEntrance();
const desk = createDeskClient({ url: entrance.hubUrl, launch: entrance.launch });
const seen = { seqs: [] as number[], gaps: [] as string[], states: [] as string[], problems: [] as unknown[] };
const leave = new AbortController();
void desk.follow({
  signal: leave.signal, silenceMs: 1_500,
  onEvent: ({ seq }) => void seen.seqs.push(seq),
  onGap: (because) => void seen.gaps.push(because),
  onState(state, problem) {
    seen.states.push(state);
    if (problem !== undefined) seen.problems.push({ status: problem.status, kind: problem.kind, text: problem.text, errors: problem.errors });
  },
});
Object.assign(window, { probe: { seen, stop: () => leave.abort(), told: () => ({ context: entrance.context.value, shown: entrance.shown.value, locale: entrance.locale.value, theme: entrance.theme.value }), host: entrance.host, tell: entrance.tell } });
