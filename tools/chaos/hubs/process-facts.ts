import { readdirSync, readFileSync } from 'node:fs';

// What the kernel tells of processes, in /proc, hence on Linux alone; nothing is told of one that is gone.

const factsOf = (pid: number | undefined, file: 'status' | 'stat'): string => {
  if (pid === undefined) return '';
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
};

export const isStopped = (pid: number | undefined): boolean => /^State:\s+T/m.test(factsOf(pid, 'status'));

/** Resident memory in bytes. */
export const memoryOf = (pid: number | undefined): number => Number(/^VmRSS:\s+(\d+) kB/m.exec(factsOf(pid, 'status'))?.[1] ?? 0) * 1024;

const TICKS_PER_SECOND = 100;

/** Seconds of a processor, with those of children that have ended. */
export function cpuSecondsOf(pid: number | undefined): number {
  // utime, stime, cutime and cstime; the name before them is in brackets and may hold anything.
  const [, , , , , , , , , , , user = '0', system = '0', ofUsers = '0', ofSystems = '0'] = factsOf(pid, 'stat').replace(/^.*\) /s, '').split(' ');
  return [user, system, ofUsers, ofSystems].reduce((sum, ticks) => sum + Number(ticks) / TICKS_PER_SECOND, 0);
}

/** A process and all that it has started and that lives. */
export function familyOf(pid: number): readonly number[] {
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((name): readonly [number, number] =>
    [Number(name), Number(/^\S+ (\d+)/.exec(factsOf(Number(name), 'stat').replace(/^.*\) /s, ''))?.[1] ?? 0)]);
  const below = (each: number): readonly number[] => [each, ...parents.filter(([, parent]) => parent === each).flatMap(([child]) => below(child))];
  return below(pid);
}
