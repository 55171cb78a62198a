import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts time in hundredths of a second (USER_HZ). */
const MS_PER_TICK = 10;

/** What a process and all below it have used of a processor so far (ms) and hold of memory (bytes). Linux only. */
export function costOf(pid: number): { cpuMs: number; rss: number } {
  return familyOf(pid).reduce((sum, one) => ({ cpuMs: sum.cpuMs + ticksOf(one) * MS_PER_TICK, rss: sum.rss + rssOf(one) }), {
    cpuMs: 0,
    rss: 0,
  });
}

/** A process and all below it by name, and what each holds of memory (bytes), that process first. */
export function processesOf(pid: number): { name: string; rss: number }[] {
  return familyOf(pid).map((one) => ({ name: nameOf(one), rss: rssOf(one) }));
}

function nameOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return 'gone';
  }
}

function familyOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((one) => fieldsOf(one)?.[1] === String(pid));
  return [pid, ...children.flatMap(familyOf)];
}

/** Fields of /proc/PID/stat from the third on (proc(5)); null where it has ended. */
function fieldsOf(pid: number): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

function ticksOf(pid: number): number {
  const fields = fieldsOf(pid);
  return Number(fields?.[11] ?? 0) + Number(fields?.[12] ?? 0);
}

function rssOf(pid: number): number {
  try {
    const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
