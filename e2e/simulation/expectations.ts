import type { OutboxItem } from '../../app/bridge/contract.ts';
import { Feed } from '../../sfu-server/governance/feed.ts';
import type { AnyRow, EntityName } from '../../sfu-server/protocol/entities/index.ts';
import { SCHEMA_VERSION } from '../../sfu-server/protocol/version.ts';
import { AccountRepository } from '../../sfu-server/store/accounts.ts';
import { changeKind, markOf } from './changes.ts';
import type { Made } from './sim-console.ts';
import type { SimServer } from './sim-server.ts';
import { seriesGiven, timesApplied } from './witness.ts';

/** The server's rows of an account's branch, in order of id: what its console has to show. */
export async function expectedRows(server: SimServer, username: string, entity: EntityName): Promise<AnyRow[]> {
  const stored = await new AccountRepository(server.db).findByUsername(username);
  if (stored === null) throw new Error(`No account ${username}.`);
  const rows: AnyRow[] = [];
  let after: Parameters<Feed['snapshot']>[0]['after'] = null;
  do {
    const page = await new Feed(server.db).snapshot({ schemaVersion: SCHEMA_VERSION, after, limit: 5_000 }, stored.account);
    for (const change of page.rows) if (change.op === 'put' && change.entity === entity) rows.push(change.row);
    after = page.next;
  } while (after !== null);
  return rows;
}

/** Changes that are neither applied exactly once nor refused for their person to see; or both. */
export function lostOrDoubled(server: SimServer, made: readonly Made[], outbox: readonly OutboxItem[]): string[] {
  const refused = new Set(outbox.map(({ name, args }) => `${name} ${markOf(name, args)}`));
  return made.flatMap(({ name, mark, outcome }) => {
    // Shared twice is as good as once: the database cannot tell them apart.
    if (changeKind(name).leaves === 'share') return [];
    const applied = timesApplied(server.sqlite, mark);
    const isRefused = refused.has(`${name} ${mark}`);
    if (applied > 1) return [`applied ${applied} times: ${name} ${mark}`];
    if (applied === 1 && isRefused) return [`applied and refused: ${name} ${mark}`];
    if (applied === 0 && !isRefused && outcome === 'kept') return [`lost: ${name} ${mark}`];
    return [];
  });
}

/** Where numbers have been left out or given twice: those of each client's mutations, and those of events, cases, documents and tasks. */
export function gapsInNumbers(server: SimServer): unknown[] {
  const clients = server.sqlite
    .prepare(
      'select client_id, count(*) n, min(number) low, max(number) high from mutations group by client_id having low <> 1 or n <> high',
    )
    .all();
  const series = [...seriesGiven(server.sqlite)].filter(([, given]) => given.some((n, index) => n !== index + 1));
  return [...clients, ...series];
}
