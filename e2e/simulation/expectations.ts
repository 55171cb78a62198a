import type { OutboxItem } from '../../app/bridge/contract.ts';
import { Feed } from '../../sfu-server/governance/feed.ts';
import type { AnyRow, EntityName } from '../../sfu-server/protocol/entities/index.ts';
import { SCHEMA_VERSION } from '../../sfu-server/protocol/version.ts';
import { AccountRepository } from '../../sfu-server/store/accounts.ts';
import type { Made } from './sim-console.ts';
import type { SimServer } from './sim-server.ts';
import { markOf } from './world.ts';

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

/** Changes that are neither applied once nor refused for their person to see; or both. */
export function lostOrDoubled(
  server: SimServer,
  made: readonly Made[],
  outbox: readonly OutboxItem[],
  deleted: ReadonlySet<string>,
): string[] {
  const refused = new Set(outbox.map(({ args }) => markOf(args)));
  return made.flatMap((one) => {
    if (deleted.has(one.eventId)) return [];
    const mark = one.noteId ?? one.eventId;
    const table = one.noteId === null ? 'events' : 'event_notes';
    const applied = server.sqlite.prepare(`select count(*) from ${table} where id = ?`).pluck().get(mark) === 1;
    const isRefused = refused.has(mark);
    if (applied && isRefused) return [`applied and refused: ${one.name} ${mark}`];
    if (!applied && !isRefused && one.outcome === 'kept') return [`lost: ${one.name} ${mark}`];
    return [];
  });
}

/** Mutation numbers of each client and event numbers of the county that have been left out or given twice. */
export function numbersWithoutGaps(server: SimServer): unknown[] {
  const clients = server.sqlite
    .prepare(
      'select client_id, count(*) n, min(number) low, max(number) high from mutations group by client_id having low <> 1 or n <> high',
    )
    .all();
  return clients;
}
