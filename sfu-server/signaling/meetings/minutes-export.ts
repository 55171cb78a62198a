import { visiblePlaces } from '../../governance/mutations/visible-places.ts';
import type { MinutesPaper } from '../../papers/paper.ts';
import type { Printer } from '../../papers/printer.ts';
import { Refusal } from '../../protocol/errors.ts';
import type { RequestResult } from '../../protocol/requests/index.ts';
import type { Account } from '../../protocol/session.ts';
import type { Db } from '../../store/database.ts';
import { readMeetings } from '../../store/meeting-rows.ts';
import { readTasks } from '../../store/task-rows.ts';

export interface MinutesExportOptions {
  readonly db: Db;
  readonly printer: Pick<Printer, 'print'>;
  readonly now?: () => number;
}

/** Prints the minutes of a meeting that the account sees. @throws Refusal `row.unknown` */
export async function exportMinutes(
  { db, printer, now = Date.now }: MinutesExportOptions,
  account: Account,
  id: string,
): Promise<RequestResult<'meeting.export'>> {
  const paper = await db.transaction().execute((trx) => paperOf(trx, account, id, now()));
  const pdf = await printer.print({ kind: 'minutes', ...paper });
  const day = new Date(paper.meeting.startsAt + 8 * 60 * 60 * 1000).toISOString().slice(0, 10);
  const title = paper.meeting.title.replaceAll(/[\\/:*?"<>|]/g, '_');
  return { fileName: `会议纪要-${title}-${day}.pdf`, mediaType: 'application/pdf', content: Buffer.from(pdf).toString('base64') };
}

async function paperOf(trx: Db, account: Account, id: string, printedAt: number): Promise<MinutesPaper> {
  const [meeting] = await readMeetings(trx, [id]);
  const places = await visiblePlaces({ trx, account, now: printedAt }, 'meeting', id);
  if (meeting === undefined || places.length === 0) throw new Refusal('row.unknown', 'This meeting does not exist.');
  const ids = await trx.selectFrom('tasks').select('id').where('meeting_id', '=', id).orderBy('decided_at').orderBy('id').execute();
  const found =
    ids.length === 0
      ? []
      : await readTasks(
          trx,
          ids.map((row) => row.id),
        );
  const tasks = ids.flatMap((row) => found.find((task) => task.id === row.id) ?? []);
  const orgIds = [meeting.orgId, ...meeting.orgIds, ...tasks.map(({ ownerOrgId }) => ownerOrgId)];
  const organisations = await trx.selectFrom('organisations').select(['id', 'name']).where('id', 'in', orgIds).execute();
  const papers = await trx
    .selectFrom('attachments')
    .select('name')
    .where('owner_entity', '=', 'meeting')
    .where('owner_id', '=', id)
    .where('complete', '=', 1)
    .orderBy('id')
    .execute();
  const nameOf = new Map(organisations.map(({ id: orgId, name }) => [orgId, name]));
  return {
    meeting,
    orgName: nameOf.get(meeting.orgId) ?? '',
    sentTo: meeting.orgIds.flatMap((orgId) => nameOf.get(orgId) ?? []),
    decisions: tasks.map(({ title, detail, ownerOrgId, personName, dueAt, number }) => ({
      title,
      detail,
      owner: nameOf.get(ownerOrgId) ?? '',
      personName,
      dueAt,
      number,
    })),
    papers: papers.map(({ name }) => name),
    printedAt,
  };
}
