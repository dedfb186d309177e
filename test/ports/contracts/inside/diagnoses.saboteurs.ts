import { BEGINNING } from '../../../../src/ports/contracts/builders.ts';
import type { Diagnoses, Diagnosis } from '../../../../src/ports/index.ts';
import type { Saboteur } from './saboteur.ts';

const diagnosesWith = (change: (diagnoses: Diagnoses) => Partial<Diagnoses>): Saboteur =>
  ({ diagnoses }) => ({ diagnoses: { ...diagnoses, ...change(diagnoses) } });

export const diagnosesSaboteurs: Readonly<Record<string, Saboteur>> = {
  'gives back the diagnosis of each connection whole': diagnosesWith((diagnoses) => ({
    list: async () => (await diagnoses.list()).map((each) => ({ ...each, at: BEGINNING })),
  })),
  'keeps the last one alone': diagnosesWith(() => {
    const all: Diagnosis[] = [];
    return {
      keep: async (diagnosis) => {
        if (!all.some((each) => each.connection === diagnosis.connection && each.at > diagnosis.at)) all.push(diagnosis);
      },
      list: async () => all,
    };
  }),
  'is not changed by one that is older': diagnosesWith(() => {
    const last = new Map<string, Diagnosis>();
    return { keep: async (diagnosis) => void last.set(diagnosis.connection, diagnosis), list: async () => [...last.values()] };
  }),
};
