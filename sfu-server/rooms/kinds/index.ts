import type { RoomKind } from '../../protocol/room.ts';
import { conference } from './conference.ts';
import { dispatch } from './dispatch.ts';
import { hearing } from './hearing.ts';
import { mediation } from './mediation.ts';
import { petition } from './petition.ts';
import type { KindPolicy } from './policy.ts';

export const KIND_POLICIES: { readonly [K in RoomKind]: KindPolicy } = { conference, mediation, petition, dispatch, hearing };
