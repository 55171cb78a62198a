import type admin from './zh-CN/admin.ts';
import type agreement from './zh-CN/agreement.ts';
import type attachments from './zh-CN/attachments.ts';
import type board from './zh-CN/board.ts';
import type cases from './zh-CN/cases.ts';
import type conference from './zh-CN/conference.ts';
import type contacts from './zh-CN/contacts.ts';
import type documents from './zh-CN/documents.ts';
import type dossier from './zh-CN/dossier.ts';
import type errors from './zh-CN/errors.ts';
import type events from './zh-CN/events.ts';
import type field from './zh-CN/field.ts';
import type forms from './zh-CN/forms.ts';
import type frame from './zh-CN/frame.ts';
import type guest from './zh-CN/guest.ts';
import type joint from './zh-CN/joint.ts';
import type library from './zh-CN/library.ts';
import type map from './zh-CN/map.ts';
import type media from './zh-CN/media.ts';
import type mediation from './zh-CN/mediation.ts';
import type mediationRoom from './zh-CN/mediation-room.ts';
import type meetings from './zh-CN/meetings.ts';
import type papers from './zh-CN/papers.ts';
import type party from './zh-CN/party.ts';
import type partyLinks from './zh-CN/party-links.ts';
import type record from './zh-CN/record.ts';
import type recordings from './zh-CN/recordings.ts';
import type rooms from './zh-CN/rooms.ts';
import type signIn from './zh-CN/sign-in.ts';
import type stage from './zh-CN/stage.ts';
import type team from './zh-CN/team.ts';
import type wall from './zh-CN/wall.ts';

/** Every namespace with its Chinese texts, which set the keys for the other languages. Types only: nothing is loaded by this file. */
export interface Namespaces {
  readonly forms: typeof forms;
  readonly documents: typeof documents;
  readonly contacts: typeof contacts;
  readonly cases: typeof cases;
  readonly conference: typeof conference;
  readonly joint: typeof joint;
  readonly library: typeof library;
  readonly admin: typeof admin;
  readonly agreement: typeof agreement;
  readonly dossier: typeof dossier;
  readonly attachments: typeof attachments;
  readonly errors: typeof errors;
  readonly events: typeof events;
  readonly field: typeof field;
  readonly frame: typeof frame;
  readonly guest: typeof guest;
  readonly map: typeof map;
  readonly media: typeof media;
  readonly mediationRoom: typeof mediationRoom;
  readonly party: typeof party;
  readonly partyLinks: typeof partyLinks;
  readonly papers: typeof papers;
  readonly recordings: typeof recordings;
  readonly mediation: typeof mediation;
  readonly record: typeof record;
  readonly meetings: typeof meetings;
  readonly rooms: typeof rooms;
  readonly signIn: typeof signIn;
  readonly board: typeof board;
  readonly stage: typeof stage;
  readonly team: typeof team;
  readonly wall: typeof wall;
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: false;
    // Keys are flat and may hold dots, because error codes do.
    keySeparator: false;
    resources: Namespaces;
  }
}
