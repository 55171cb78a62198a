import enAdmin from './en/admin.ts';
import enAgreement from './en/agreement.ts';
import enAttachments from './en/attachments.ts';
import enBoard from './en/board.ts';
import enCases from './en/cases.ts';
import enConference from './en/conference.ts';
import enContacts from './en/contacts.ts';
import enDocuments from './en/documents.ts';
import enDossier from './en/dossier.ts';
import enErrors from './en/errors.ts';
import enEvents from './en/events.ts';
import enForms from './en/forms.ts';
import enFrame from './en/frame.ts';
import enJoint from './en/joint.ts';
import enLibrary from './en/library.ts';
import enMap from './en/map.ts';
import enMedia from './en/media.ts';
import enMediation from './en/mediation.ts';
import enMediationRoom from './en/mediation-room.ts';
import enMeetings from './en/meetings.ts';
import enPapers from './en/papers.ts';
import enPartyLinks from './en/party-links.ts';
import enRecord from './en/record.ts';
import enRecordings from './en/recordings.ts';
import enRooms from './en/rooms.ts';
import enSignIn from './en/sign-in.ts';
import enStage from './en/stage.ts';
import enTeam from './en/team.ts';
import enWall from './en/wall.ts';
import type { Texts } from './start.ts';
import zhAdmin from './zh-CN/admin.ts';
import zhAgreement from './zh-CN/agreement.ts';
import zhAttachments from './zh-CN/attachments.ts';
import zhBoard from './zh-CN/board.ts';
import zhCases from './zh-CN/cases.ts';
import zhConference from './zh-CN/conference.ts';
import zhContacts from './zh-CN/contacts.ts';
import zhDocuments from './zh-CN/documents.ts';
import zhDossier from './zh-CN/dossier.ts';
import zhErrors from './zh-CN/errors.ts';
import zhEvents from './zh-CN/events.ts';
import zhForms from './zh-CN/forms.ts';
import zhFrame from './zh-CN/frame.ts';
import zhJoint from './zh-CN/joint.ts';
import zhLibrary from './zh-CN/library.ts';
import zhMap from './zh-CN/map.ts';
import zhMedia from './zh-CN/media.ts';
import zhMediation from './zh-CN/mediation.ts';
import zhMediationRoom from './zh-CN/mediation-room.ts';
import zhMeetings from './zh-CN/meetings.ts';
import zhPapers from './zh-CN/papers.ts';
import zhPartyLinks from './zh-CN/party-links.ts';
import zhRecord from './zh-CN/record.ts';
import zhRecordings from './zh-CN/recordings.ts';
import zhRooms from './zh-CN/rooms.ts';
import zhSignIn from './zh-CN/sign-in.ts';
import zhStage from './zh-CN/stage.ts';
import zhTeam from './zh-CN/team.ts';
import zhWall from './zh-CN/wall.ts';

export const CONSOLE_TEXTS: Texts = {
  'zh-CN': {
    admin: zhAdmin,
    agreement: zhAgreement,
    dossier: zhDossier,
    joint: zhJoint,
    library: zhLibrary,
    attachments: zhAttachments,
    forms: zhForms,
    documents: zhDocuments,
    contacts: zhContacts,
    cases: zhCases,
    conference: zhConference,
    errors: zhErrors,
    events: zhEvents,
    frame: zhFrame,
    map: zhMap,
    media: zhMedia,
    mediationRoom: zhMediationRoom,
    papers: zhPapers,
    partyLinks: zhPartyLinks,
    recordings: zhRecordings,
    mediation: zhMediation,
    record: zhRecord,
    meetings: zhMeetings,
    rooms: zhRooms,
    signIn: zhSignIn,
    board: zhBoard,
    stage: zhStage,
    team: zhTeam,
    wall: zhWall,
  },
  en: {
    admin: enAdmin,
    agreement: enAgreement,
    dossier: enDossier,
    joint: enJoint,
    library: enLibrary,
    attachments: enAttachments,
    forms: enForms,
    documents: enDocuments,
    contacts: enContacts,
    cases: enCases,
    conference: enConference,
    errors: enErrors,
    events: enEvents,
    frame: enFrame,
    map: enMap,
    media: enMedia,
    mediationRoom: enMediationRoom,
    papers: enPapers,
    partyLinks: enPartyLinks,
    recordings: enRecordings,
    mediation: enMediation,
    record: enRecord,
    meetings: enMeetings,
    rooms: enRooms,
    signIn: enSignIn,
    board: enBoard,
    stage: enStage,
    team: enTeam,
    wall: enWall,
  },
};
