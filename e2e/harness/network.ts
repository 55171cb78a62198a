import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findChromium } from '../../scripts/programs/chromium.ts';

/** What a network lets out towards the server and in from it; everything else is dropped without a word. */
export type Passes = 'everything' | 'nothing' | 'noUdp' | { readonly tcp: readonly number[]; readonly udp: readonly number[] };

let made = 0;

/**
 * A network namespace with one cable to this machine: whatever runs in it has nothing else. The cable can be pulled, and what
 * goes through it filtered. Only root may make one, with `ip` and `tc` (iproute2) and `nft` (nftables).
 */
export class Network implements Disposable {
  /** This machine as seen from inside. */
  readonly address: string;
  /** Goes before a command that is to run inside. */
  readonly via: readonly string[];
  readonly #cable: string;
  readonly #name: string;
  readonly #folder: string;

  /** Why none can be made here; null where one can. */
  static missing(): string | null {
    if (process.getuid?.() !== 0) return 'only root may make network namespaces';
    for (const [command, flag] of [
      ['ip', '-V'],
      ['nft', '-v'],
      ['tc', '-V'],
    ] as const) {
      try {
        execFileSync(command, [flag], { stdio: 'ignore' });
      } catch {
        return `there is no ${command} here`;
      }
    }
    return null;
  }

  constructor() {
    made += 1;
    this.#name = `shilian-${process.pid}-${made}`;
    this.#folder = mkdtempSync(path.join(tmpdir(), 'shilian-net-'));
    this.via = ['ip', 'netns', 'exec', this.#name];
    // A /30 of its own in 10.213.0.0/16, so that several runs keep out of each other's way.
    const block = ((process.pid * 8 + made) % 16_384) * 4;
    const base = `10.213.${block >> 8}`;
    this.address = `${base}.${(block & 255) + 1}`;
    const cable = `sl${process.pid}x${made}`;
    this.#cable = cable;
    run('ip', ['netns', 'add', this.#name]);
    run('ip', ['link', 'add', cable, 'type', 'veth', 'peer', 'name', 'seat0', 'netns', this.#name]);
    run('ip', ['address', 'add', `${this.address}/30`, 'dev', cable]);
    run('ip', ['link', 'set', cable, 'up']);
    this.inside('ip', ['address', 'add', `${base}.${(block & 255) + 2}/30`, 'dev', 'seat0']);
    this.inside('ip', ['link', 'set', 'lo', 'up']);
    this.plugIn();
  }

  /** A Chromium that runs inside, as one starts any other. @throws Error where there is none on this machine */
  chromium(): string {
    const real = findChromium();
    if (real === null) throw new Error('There is no Chromium here: install one, or name it in SHILIAN_CHROMIUM.');
    const file = path.join(this.#folder, 'chromium');
    writeFileSync(file, `#!/bin/sh\nexec ${this.via.join(' ')} '${real}' "$@"\n`);
    chmodSync(file, 0o700);
    return file;
  }

  /** The seat's own network card is gone: its operating system knows at once. */
  pullCable(): void {
    this.inside('ip', ['link', 'set', 'seat0', 'down']);
  }

  plugIn(): void {
    this.inside('ip', ['link', 'set', 'seat0', 'up']);
    // Without a way to anywhere a browser holds itself for offline.
    this.inside('ip', ['route', 'replace', 'default', 'via', this.address]);
  }

  /** What gets through from now on, as behind a firewall or a dead switch: nobody inside is told. */
  pass(what: Passes): void {
    this.inside('nft', ['-f', '-'], `add table inet seat\ndelete table inet seat\n${tableOf(what)}`);
  }

  /** Lets no more in from now on than a thin line would (`tc tbf`); null: all that the machine can. @param bitRate bit/s */
  narrow(bitRate: number | null): void {
    if (bitRate === null) run('tc', ['qdisc', 'del', 'dev', this.#cable, 'root']);
    else run('tc', ['qdisc', 'replace', 'dev', this.#cable, 'root', 'tbf', 'rate', `${bitRate}bit`, 'burst', '4kb', 'latency', '200ms']);
  }

  inside(command: string, args: readonly string[], input?: string): void {
    run(this.via[0] ?? '', [...this.via.slice(1), command, ...args], input);
  }

  [Symbol.dispose](): void {
    // The cable goes with it.
    run('ip', ['netns', 'delete', this.#name]);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function tableOf(what: Passes): string {
  if (what === 'everything') return '';
  const chain = (hook: 'input' | 'output', way: 'sport' | 'dport') => {
    const loopback = `meta ${hook === 'input' ? 'iifname' : 'oifname'} lo accept`;
    const rules = typeof what === 'object' ? [...allowed(what, way), 'drop'] : [what === 'noUdp' ? 'meta l4proto udp drop' : 'drop'];
    return `chain ${hook} { type filter hook ${hook} priority 0; ${[loopback, ...rules].join('; ')}; };`;
  };
  return `table inet seat { ${chain('input', 'sport')} ${chain('output', 'dport')} }\n`;
}

function allowed(what: Exclude<Passes, string>, way: 'sport' | 'dport'): string[] {
  return (['tcp', 'udp'] as const).flatMap((protocol) => what[protocol].map((port) => `${protocol} ${way} ${port} accept`));
}

function run(command: string, args: readonly string[], input?: string): void {
  execFileSync(command, args, { input: input ?? '', stdio: ['pipe', 'ignore', 'pipe'] });
}
