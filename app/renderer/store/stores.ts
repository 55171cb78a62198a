import { agreementSchema } from '../../../sfu-server/protocol/entities/agreement.ts';
import { attachmentSchema } from '../../../sfu-server/protocol/entities/attachment.ts';
import { cameraSchema } from '../../../sfu-server/protocol/entities/camera.ts';
import { caseSchema } from '../../../sfu-server/protocol/entities/case.ts';
import { contactSchema } from '../../../sfu-server/protocol/entities/contact.ts';
import { departmentSchema } from '../../../sfu-server/protocol/entities/department.ts';
import { documentSchema } from '../../../sfu-server/protocol/entities/document.ts';
import { eventSchema } from '../../../sfu-server/protocol/entities/event.ts';
import { gridSchema } from '../../../sfu-server/protocol/entities/grid.ts';
import type { EntityName, EntityRow } from '../../../sfu-server/protocol/entities/index.ts';
import { jointCallSchema } from '../../../sfu-server/protocol/entities/joint-call.ts';
import { libraryCaseSchema } from '../../../sfu-server/protocol/entities/library-case.ts';
import { mediationSchema } from '../../../sfu-server/protocol/entities/mediation.ts';
import { mediatorProfileSchema } from '../../../sfu-server/protocol/entities/mediator-profile.ts';
import { meetingSchema } from '../../../sfu-server/protocol/entities/meeting.ts';
import { organisationSchema } from '../../../sfu-server/protocol/entities/organisation.ts';
import { outlineSchema } from '../../../sfu-server/protocol/entities/outline.ts';
import { recordSchema } from '../../../sfu-server/protocol/entities/record.ts';
import { studioSchema } from '../../../sfu-server/protocol/entities/studio.ts';
import { taskSchema } from '../../../sfu-server/protocol/entities/task.ts';
import type { Bridge } from '../../bridge/bridge.ts';
import { type LineStore, openLine } from './line.ts';
import { type OutboxStore, openOutbox } from './outbox.ts';
import { openSession, type SessionStore } from './session.ts';
import { createTable, type TableStore } from './table.ts';
import { openTransfers, type TransfersStore } from './transfers.ts';

export type Tables = { readonly [E in EntityName]: TableStore<EntityRow<E>> };

/** Everything that the page knows about what stands behind it. */
export interface Stores extends Disposable {
  readonly session: SessionStore;
  readonly line: LineStore;
  readonly outbox: OutboxStore;
  readonly transfers: TransfersStore;
  readonly tables: Tables;
}

/**
 * Opens the stores of a page and keeps them in step with who is signed in: rows are read after a sign-in and
 * forgotten after a sign-out. Rejects with `Refusal` where the host does not answer.
 *
 * @param first the tables of the page's first screen, read at once
 * @param then the tables of its other screens, read one after another when the first are there: thousands of cases do not hold up the
 *   map. All others stay empty.
 */
export async function openStores(bridge: Bridge, first: readonly EntityName[], then: readonly EntityName[] = []): Promise<Stores> {
  const entities = [...first, ...then];
  const session = await openSession(bridge);
  const line = openLine(bridge);
  const outbox = openOutbox(bridge);
  const transfers = openTransfers(bridge);
  const tables: Tables = {
    organisation: createTable(bridge, 'organisation', organisationSchema),
    grid: createTable(bridge, 'grid', gridSchema),
    camera: createTable(bridge, 'camera', cameraSchema),
    event: createTable(bridge, 'event', eventSchema),
    case: createTable(bridge, 'case', caseSchema),
    mediation: createTable(bridge, 'mediation', mediationSchema),
    record: createTable(bridge, 'record', recordSchema),
    agreement: createTable(bridge, 'agreement', agreementSchema),
    studio: createTable(bridge, 'studio', studioSchema),
    mediator: createTable(bridge, 'mediator', mediatorProfileSchema),
    outline: createTable(bridge, 'outline', outlineSchema),
    department: createTable(bridge, 'department', departmentSchema),
    jointCall: createTable(bridge, 'jointCall', jointCallSchema),
    libraryCase: createTable(bridge, 'libraryCase', libraryCaseSchema),
    contact: createTable(bridge, 'contact', contactSchema),
    document: createTable(bridge, 'document', documentSchema),
    meeting: createTable(bridge, 'meeting', meetingSchema),
    task: createTable(bridge, 'task', taskSchema),
    attachment: createTable(bridge, 'attachment', attachmentSchema),
  };

  const forget = () => {
    outbox.clear();
    transfers.clear();
    for (const table of Object.values(tables)) table.clear();
  };
  const read = () => {
    outbox.load().catch(() => undefined);
    if (entities.includes('attachment')) transfers.load().catch(() => undefined);
    void readInOrder(accountId);
  };
  /** Where a reading fails the line is down or the host is gone: both are shown, and a reset reads anew. */
  const readInOrder = async (reader: string | null) => {
    await Promise.allSettled(first.map((entity) => tables[entity].load()));
    for (const entity of then) {
      if (accountId !== reader) return;
      await tables[entity].load().catch(() => undefined);
    }
  };

  let accountId = session.getState().account?.id ?? null;
  if (accountId !== null) read();
  const unsubscribe = session.subscribe((state) => {
    const next = state.account?.id ?? null;
    if (next === accountId) return;
    accountId = next;
    forget();
    if (next !== null) read();
  });
  // A page without a cache reads nothing while its line is down: it tries again when the line is back.
  const stopWaiting = line.subscribe((now, before) => {
    if (accountId === null || now.state === 'offline' || before.state !== 'offline') return;
    for (const entity of entities) if (!tables[entity].getState().loaded) tables[entity].load().catch(() => undefined);
  });

  return {
    session,
    line,
    outbox,
    transfers,
    tables,
    [Symbol.dispose]() {
      unsubscribe();
      stopWaiting();
      for (const store of [session, line, outbox, transfers, ...Object.values(tables)]) store[Symbol.dispose]();
    },
  };
}
