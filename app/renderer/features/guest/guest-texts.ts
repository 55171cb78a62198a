import enAgreement from '../../i18n/en/agreement.ts';
import enBoard from '../../i18n/en/board.ts';
import enConference from '../../i18n/en/conference.ts';
import enErrors from '../../i18n/en/errors.ts';
import enGuest from '../../i18n/en/guest.ts';
import enMedia from '../../i18n/en/media.ts';
import enMediationRoom from '../../i18n/en/mediation-room.ts';
import enPapers from '../../i18n/en/papers.ts';
import enRecord from '../../i18n/en/record.ts';
import enRecordings from '../../i18n/en/recordings.ts';
import enRooms from '../../i18n/en/rooms.ts';
import enStage from '../../i18n/en/stage.ts';
import type { Texts } from '../../i18n/start.ts';
import zhAgreement from '../../i18n/zh-CN/agreement.ts';
import zhBoard from '../../i18n/zh-CN/board.ts';
import zhConference from '../../i18n/zh-CN/conference.ts';
import zhErrors from '../../i18n/zh-CN/errors.ts';
import zhGuest from '../../i18n/zh-CN/guest.ts';
import zhMedia from '../../i18n/zh-CN/media.ts';
import zhMediationRoom from '../../i18n/zh-CN/mediation-room.ts';
import zhPapers from '../../i18n/zh-CN/papers.ts';
import zhRecord from '../../i18n/zh-CN/record.ts';
import zhRecordings from '../../i18n/zh-CN/recordings.ts';
import zhRooms from '../../i18n/zh-CN/rooms.ts';
import zhStage from '../../i18n/zh-CN/stage.ts';

export const GUEST_TEXTS: Texts = {
  'zh-CN': {
    agreement: zhAgreement,
    conference: zhConference,
    errors: zhErrors,
    guest: zhGuest,
    media: zhMedia,
    mediationRoom: zhMediationRoom,
    papers: zhPapers,
    recordings: zhRecordings,
    record: zhRecord,
    rooms: zhRooms,
    board: zhBoard,
    stage: zhStage,
  },
  en: {
    agreement: enAgreement,
    conference: enConference,
    errors: enErrors,
    guest: enGuest,
    media: enMedia,
    mediationRoom: enMediationRoom,
    papers: enPapers,
    recordings: enRecordings,
    record: enRecord,
    rooms: enRooms,
    board: enBoard,
    stage: enStage,
  },
};
