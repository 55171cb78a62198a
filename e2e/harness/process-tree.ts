import { execFileSync } from 'node:child_process';

/** A process and all that it has started, ids. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const line of execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')) {
    const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = [root];
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** Of a process and all that it has started, those with a name, ids. */
export function processesNamed(name: string, root = process.pid): number[] {
  const ours = new Set(processTree(root));
  return execFileSync('ps', ['-eo', 'pid=,comm='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([pid, comm]) => ours.has(Number(pid)) && comm?.startsWith(name) === true)
    .map(([pid]) => Number(pid));
}
