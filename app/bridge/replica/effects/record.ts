import {
  type Correction,
  correctionsIn,
  inLineOrder,
  isCurrent,
  type MediationRecord,
  RECORD_STEPS,
  type RecordLine,
  type RecordStep,
} from '../../../../sfu-server/protocol/entities/record.ts';
import type { Effect } from './effect.ts';

type Row = MediationRecord | undefined;

/** The change where the state of the record lets the step be taken: what the server will refuse is not shown as done. */
function stepped(row: Row, step: RecordStep, at: number, change: (row: MediationRecord) => Partial<MediationRecord>): Row {
  if (row === undefined || !RECORD_STEPS[step].includes(row.state)) return row;
  return { ...row, ...change(row), updatedAt: Math.max(row.updatedAt, at) };
}

export const recordOpen: Effect<'record.open', 'record'> = {
  entity: 'record',
  rowId: (args) => args.id,
  apply: (row, args, { account }) =>
    row ?? {
      ...args,
      state: 'typing',
      openedByName: account.name,
      readBackAt: null,
      result: '',
      lines: [],
      confirmations: [],
      confirmedAt: null,
      confirmedByName: null,
      updatedAt: args.openedAt,
    },
};

export const recordLine: Effect<'record.line', 'record'> = {
  entity: 'record',
  rowId: (args) => args.id,
  apply: (row, { id: _, lineId, ...words }, { account, at }) =>
    stepped(row, 'line', at, ({ lines, readBackAt }) => {
      const before = lines.find(({ id }) => id === lineId);
      if (before !== undefined && before.text === words.text) {
        return { lines: lines.map((line) => (line === before ? { ...line, speaker: words.speaker } : line)) };
      }
      const replaced = before !== undefined && (readBackAt !== null || before.byId !== account.id);
      const added = before === undefined && readBackAt !== null && words.text !== '';
      const trace: Correction[] = replaced || added ? [{ was: before?.text ?? '', byName: account.name, at }] : [];
      const { position, at: begunAt, mark, apartWith } = before ?? words;
      const line: RecordLine = {
        id: lineId,
        position,
        at: begunAt,
        mark,
        apartWith,
        speaker: words.speaker,
        text: words.text,
        byId: account.id,
        byName: account.name,
        corrections: [...(before?.corrections ?? []), ...trace],
      };
      const others = lines.filter(({ id }) => id !== lineId);
      const gone = line.text === '' && line.corrections.length === 0;
      return { lines: gone ? others : [...others, line].sort(inLineOrder) };
    }),
};

export const recordResult: Effect<'record.result', 'record'> = {
  entity: 'record',
  rowId: (args) => args.id,
  apply: (row, { result }, { at }) => stepped(row, 'result', at, ({ confirmations }) => (confirmations.length > 0 ? {} : { result })),
};

export const recordReadBack: Effect<'record.readBack', 'record'> = {
  entity: 'record',
  rowId: (args) => args.id,
  apply: (row, _, { at }) => stepped(row, 'readBack', at, ({ readBackAt }) => ({ state: 'readBack', readBackAt: readBackAt ?? at })),
};

export const recordResume: Effect<'record.resume', 'record'> = {
  entity: 'record',
  rowId: (args) => args.id,
  apply: (row, _, { at }) => stepped(row, 'resume', at, () => ({ state: 'typing' })),
};

export const recordConfirmParty: Effect<'record.confirmParty', 'record'> = {
  entity: 'record',
  rowId: (args) => args.id,
  apply: (row, { confirmationId, partyId, corrections }, { account, at }) =>
    stepped(row, 'confirmParty', at, ({ confirmations, lines }) =>
      confirmations.some(({ id }) => id === confirmationId) || corrections !== correctionsIn({ lines })
        ? {}
        : {
            confirmations: [
              ...confirmations,
              { id: confirmationId, partyId, name: '', side: null, way: 'aloud', byName: account.name, at },
            ],
          },
    ),
};

export const recordConfirm: Effect<'record.confirm', 'record'> = {
  entity: 'record',
  rowId: (args) => args.id,
  apply: (row, { note }, { account, at }) =>
    stepped(row, 'confirm', at, (record) =>
      note !== undefined || record.confirmations.some((one) => isCurrent(one, record))
        ? { state: 'confirmed', confirmedAt: at, confirmedByName: account.name }
        : {},
    ),
};
