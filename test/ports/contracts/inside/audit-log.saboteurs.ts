import { ELSEWHERE, HERE } from '../../../../src/ports/contracts/builders.ts';
import type { InsideSubject } from '../../../../src/ports/contracts/index.ts';
import type { AuditFact, AuditLog, AuditRecord, Verification } from '../../../../src/ports/index.ts';
import { createTraffic, type Saboteur } from './saboteur.ts';

const auditWith = (change: (audit: AuditLog) => Partial<AuditLog>): Saboteur =>
  ({ audit }: InsideSubject) => ({ audit: { ...audit, ...change(audit) } });

const noting = (change: (facts: readonly AuditFact[]) => readonly AuditFact[]): Saboteur =>
  auditWith((audit) => ({ note: async (facts) => await audit.note(change(facts)) }));

const listing = (change: (rows: readonly AuditRecord[]) => readonly AuditRecord[]): Saboteur =>
  auditWith((audit) => ({
    async list(chain, page) {
      const { rows, ...rest } = await audit.list(chain, page);
      return { ...rest, rows: change(rows) };
    },
  }));

const telling = (change: (record: AuditRecord) => AuditRecord): Saboteur => listing((rows) => rows.map(change));

const verifying = (change: (verified: Verification, noted: Parameters<AuditLog['verify']>[1]) => Verification): Saboteur =>
  auditWith((audit) => ({ verify: async (chain, noted) => change(await audit.verify(chain, noted), noted) }));

const without = (kind: AuditRecord['kind']): Saboteur => listing((rows) => rows.filter((row) => row.kind !== kind));

export const auditLogSaboteurs: Readonly<Record<string, Saboteur>> = {
  'chains what was noted, in its order': auditWith((audit) => {
    const later: AuditFact[] = [];
    return {
      // One that follows alone is put before those that came together.
      async note(facts) {
        const [only] = facts;
        if (facts.length === 2 && only?.value === undefined && only?.at === undefined && only?.chain === HERE && later.length === 0) return void later.push(...facts);
        await audit.note([...facts, ...later.splice(0)]);
      },
      async chain(now) {
        if (later.length > 0) await audit.note(later.splice(0));
        return await audit.chain(now);
      },
    };
  }),
  'tells of nothing before it is chained': auditWith((audit) => {
    let chained = false;
    return {
      chain: async (now) => ((chained = true), await audit.chain(now)),
      list: async (chain, page) => (chained ? await audit.list(chain, page) : { rows: [{} as AuditRecord] }),
    };
  }),
  'gives each entry the hash of the one before, and none to the first': telling((row) => (row.seq === 2 ? { ...row, previous: row.hash } : row)),
  'keeps the moment that it was given, else that of chaining': noting((facts) =>
    facts.map((fact, place) => (fact.at !== undefined && place === 0 && facts.length === 2 ? (({ at: _at, ...rest }) => rest)(fact) : fact))),
  'keeps a value beside its entry': telling((row) => (row.valueIs === 'kept' && JSON.stringify(row.value).includes('list') ? { ...row, value: { name: 'Ana' } } : row)),
  'has no value where none was noted': telling((row) => (row.valueIs === 'none' && row.kind === 'replayed' && row.seq === 1 ? { ...row, valueIs: 'erased' } : row)),
  'gives equal values hashes of their own': telling((row) => (row.value === '11987654321' ? { ...row, valueHash: 'the same' } : row)),
  'gives the heads that moved, and none when nothing is left': auditWith((audit) => ({
    chain: async (now) => (await audit.chain(now)).map((head) => ({ ...head, seq: head.seq === 2 ? 1 : head.seq })),
  })),
  'keeps a chain for each connection': auditWith((audit) => ({
    list: async (chain, page) => {
      const { rows, ...rest } = await audit.list(chain, page);
      return { ...rest, rows: rows.map((row) => (chain === ELSEWHERE && row.value === undefined ? { ...row, seq: 2 } : row)) };
    },
  })),
  'keeps a chain of what belongs to no connection': noting((facts) => facts.map((fact) => (fact.chain === '*' ? { ...fact, chain: HERE } : fact))),
  'gives pages that join without a gap, newest first': auditWith((audit) => ({
    list: async (chain, page) => (page.after === undefined ? await audit.list(chain, page) : { rows: [] }),
  })),
  'lists what is about one subject': auditWith((audit) => ({ list: async (chain, { subject: _subject, ...page }) => await audit.list(chain, page) })),
  'notes each version of settings by itself': without('settings-changed'),
  'notes each effect that was made by itself, with its plan': telling((row) =>
    row.kind === 'effect-made' && JSON.stringify(row.value).includes('OpenCard') ? { ...row, value: { result: '77', plan: null } } : row),
  'notes an effect once, however often it is settled': ({ audit, ledger }: InsideSubject) => {
    let settled = 0;
    return {
      ledger: {
        ...ledger,
        async settle(connection, key, result) {
          await ledger.settle(connection, key, result);
          if (++settled > 1) await audit.note([{ chain: connection, kind: 'effect-made', subject: key, value: { result, plan: null } }]);
        },
      },
    };
  },
  'tells nothing of an intent that is still open': ({ audit, ledger }: InsideSubject) => {
    const open = new Set<string>();
    return {
      ledger: {
        ...ledger,
        intend: async (...asked) => (open.add(asked[1]), await ledger.intend(...asked)),
        settle: async (...asked) => (open.clear(), await ledger.settle(...asked)),
        withdraw: async (...asked) => (open.clear(), await ledger.withdraw(...asked)),
      },
      audit: {
        ...audit,
        async chain(now) {
          const facts = [...open].map((subject) => ({ chain: HERE, kind: 'effect-made' as const, subject }));
          open.clear();
          await audit.note(facts);
          return await audit.chain(now);
        },
      },
    };
  },
  'notes an intent that was withdrawn': without('effect-withdrawn'),
  'notes a credential that was changed, and never what it is': telling((row) => (row.kind === 'secret-changed' ? { ...row, valueIs: 'kept', value: 'sealed-2' } : row)),
  'notes hooks that are added, and that end': without('hook-ended'),
  'notes a delivery that plays another again, and who asked for it': listing((rows) => rows.filter(({ subject }) => subject !== 'delivery:d2')),
  'finds a chain whole that nobody touched': verifying((verified) => (verified.outcome === 'whole' && verified.entries === 3 && verified.erased === 0 ? { ...verified, entries: 2 } : verified)),
  'finds nothing wrong where nothing was done': verifying((verified) =>
    verified.outcome === 'whole' && verified.entries === 0 ? { outcome: 'broken', seq: 1, because: 'tail-cut' } : verified),
  'comes by the head that somebody noted': verifying((verified, noted) =>
    noted !== undefined && verified.outcome === 'whole' ? { outcome: 'broken', seq: 1, because: 'not-as-noted' } : verified),
  'misses a noted head that is another now': verifying((verified, noted) =>
    noted?.seq === 2 && verified.outcome === 'broken' ? { outcome: 'whole', entries: 2, erased: 0 } : verified),
  'misses a noted head that the chain does not reach': verifying((verified, noted) =>
    noted?.seq === 9 && verified.outcome === 'broken' ? { outcome: 'whole', entries: 1, erased: 0 } : verified),
  'erases values by what they are about': auditWith((audit) => ({ erase: async (...asked) => ((await audit.erase(...asked)) > 0 ? 0 : 0) })),
  'finds a chain whole whose values were erased, and tells how many': verifying((verified) => (verified.outcome === 'whole' ? { ...verified, erased: 0 } : verified)),
  'erases the value of what is not chained yet': auditWith((audit) => {
    let waiting = false;
    return {
      note: async (facts) => ((waiting = true), await audit.note(facts)),
      chain: async (now) => ((waiting = false), await audit.chain(now)),
      erase: async (...asked) => (waiting ? 0 : await audit.erase(...asked)),
    };
  }),
  'erases nothing of another connection': auditWith((audit) => ({
    erase: async (chain, subjects) => (await audit.erase(ELSEWHERE, subjects), await audit.erase(chain, subjects)),
  })),
  'makes one chain of all that is chained at once': auditWith((audit) => {
    const traffic = createTraffic();
    return {
      async chain(now) {
        const beside = traffic.isBusy();
        if (beside) await audit.note([{ chain: HERE, kind: 'replayed', subject: 'f0' }]);
        return await traffic.pass(async () => await audit.chain(now));
      },
    };
  }),
};
