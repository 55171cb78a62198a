import { z } from 'zod';
import { idSchema } from '../primitives.ts';
import { agreementSchema } from './agreement.ts';
import { attachmentSchema } from './attachment.ts';
import { cameraSchema } from './camera.ts';
import { caseSchema } from './case.ts';
import { contactSchema } from './contact.ts';
import { departmentSchema } from './department.ts';
import { documentSchema } from './document.ts';
import { eventSchema } from './event.ts';
import { gridSchema } from './grid.ts';
import { jointCallSchema } from './joint-call.ts';
import { libraryCaseSchema } from './library-case.ts';
import { mediationSchema } from './mediation.ts';
import { mediatorProfileSchema } from './mediator-profile.ts';
import { meetingSchema } from './meeting.ts';
import { organisationSchema } from './organisation.ts';
import { outlineSchema } from './outline.ts';
import { recordSchema } from './record.ts';
import { studioSchema } from './studio.ts';
import { taskSchema } from './task.ts';

/** Every kind of row that consoles keep a copy of, in the order in which a snapshot sends them. */
export const ENTITY_SCHEMAS = {
  organisation: organisationSchema,
  grid: gridSchema,
  camera: cameraSchema,
  event: eventSchema,
  case: caseSchema,
  mediation: mediationSchema,
  record: recordSchema,
  agreement: agreementSchema,
  studio: studioSchema,
  mediator: mediatorProfileSchema,
  outline: outlineSchema,
  department: departmentSchema,
  jointCall: jointCallSchema,
  libraryCase: libraryCaseSchema,
  contact: contactSchema,
  document: documentSchema,
  meeting: meetingSchema,
  task: taskSchema,
  attachment: attachmentSchema,
} as const;

export type EntityName = keyof typeof ENTITY_SCHEMAS;
export type EntityRow<E extends EntityName> = z.infer<(typeof ENTITY_SCHEMAS)[E]>;
export type AnyRow = { [E in EntityName]: EntityRow<E> }[EntityName];

export const ENTITY_NAMES = Object.keys(ENTITY_SCHEMAS) as EntityName[];
export const entityNameSchema = z.enum([
  'organisation',
  'grid',
  'camera',
  'event',
  'case',
  'mediation',
  'record',
  'agreement',
  'studio',
  'mediator',
  'outline',
  'department',
  'jointCall',
  'libraryCase',
  'contact',
  'document',
  'meeting',
  'task',
  'attachment',
]);

const put = <E extends EntityName>(entity: E) => z.object({ op: z.literal('put'), entity: z.literal(entity), row: ENTITY_SCHEMAS[entity] });

/** One change of one row, as it travels: the row as it is now, or that it is gone (or no longer to be seen). */
export const rowChangeSchema = z.discriminatedUnion('op', [
  z.discriminatedUnion('entity', [
    put('organisation'),
    put('grid'),
    put('camera'),
    put('event'),
    put('case'),
    put('mediation'),
    put('record'),
    put('agreement'),
    put('studio'),
    put('mediator'),
    put('outline'),
    put('department'),
    put('jointCall'),
    put('libraryCase'),
    put('contact'),
    put('document'),
    put('meeting'),
    put('task'),
    put('attachment'),
  ]),
  z.object({ op: z.literal('delete'), entity: entityNameSchema, id: idSchema }),
]);
export type RowChange = z.infer<typeof rowChangeSchema>;
