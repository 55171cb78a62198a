import enAdmin from './en/admin.ts';
import enAttachments from './en/attachments.ts';
import enErrors from './en/errors.ts';
import enEvents from './en/events.ts';
import enFrame from './en/frame.ts';
import enMap from './en/map.ts';
import enMedia from './en/media.ts';
import enRooms from './en/rooms.ts';
import enSignIn from './en/sign-in.ts';
import enWall from './en/wall.ts';
import type { Texts } from './start.ts';
import zhAdmin from './zh-CN/admin.ts';
import zhAttachments from './zh-CN/attachments.ts';
import zhErrors from './zh-CN/errors.ts';
import zhEvents from './zh-CN/events.ts';
import zhFrame from './zh-CN/frame.ts';
import zhMap from './zh-CN/map.ts';
import zhMedia from './zh-CN/media.ts';
import zhRooms from './zh-CN/rooms.ts';
import zhSignIn from './zh-CN/sign-in.ts';
import zhWall from './zh-CN/wall.ts';

export const CONSOLE_TEXTS: Texts = {
  'zh-CN': {
    admin: zhAdmin,
    attachments: zhAttachments,
    errors: zhErrors,
    events: zhEvents,
    frame: zhFrame,
    map: zhMap,
    media: zhMedia,
    rooms: zhRooms,
    signIn: zhSignIn,
    wall: zhWall,
  },
  en: {
    admin: enAdmin,
    attachments: enAttachments,
    errors: enErrors,
    events: enEvents,
    frame: enFrame,
    map: enMap,
    media: enMedia,
    rooms: enRooms,
    signIn: enSignIn,
    wall: enWall,
  },
};
