import {
  AimOutlined,
  ApartmentOutlined,
  AppstoreOutlined,
  CommentOutlined,
  ContactsOutlined,
  EnvironmentOutlined,
  FileTextOutlined,
  LineChartOutlined,
  SettingOutlined,
  SolutionOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { type ComponentType, lazy } from 'react';
import type { ModuleId } from '../../store/desk.ts';

interface Module {
  readonly icon: ComponentType;
  /** Null where the module comes later. */
  readonly page: ComponentType | null;
  /** Whether the event panel stands beside it unless somebody closes it. */
  readonly side: boolean;
}

export const MODULE_TABLE: { readonly [M in ModuleId]: Module } = {
  map: {
    icon: EnvironmentOutlined,
    page: lazy(() => import('../map/MapPage.tsx').then(({ MapPage }) => ({ default: MapPage }))),
    side: true,
  },
  wall: {
    icon: AppstoreOutlined,
    page: lazy(() => import('../wall/WallPage.tsx').then(({ WallPage }) => ({ default: WallPage }))),
    side: false,
  },
  rooms: {
    icon: TeamOutlined,
    page: lazy(() => import('../rooms/RoomsPage.tsx').then(({ RoomsPage }) => ({ default: RoomsPage }))),
    side: false,
  },
  mediation: {
    icon: CommentOutlined,
    page: lazy(() => import('../cases/CasesPage.tsx').then(({ MediationPage }) => ({ default: MediationPage }))),
    side: false,
  },
  petition: {
    icon: SolutionOutlined,
    page: lazy(() => import('../cases/CasesPage.tsx').then(({ PetitionPage }) => ({ default: PetitionPage }))),
    side: false,
  },
  conference: {
    icon: ApartmentOutlined,
    page: lazy(() => import('../meetings/MeetingsPage.tsx').then(({ MeetingsPage }) => ({ default: MeetingsPage }))),
    side: false,
  },
  dispatch: { icon: AimOutlined, page: null, side: true },
  analysis: { icon: LineChartOutlined, page: null, side: true },
  contacts: {
    icon: ContactsOutlined,
    page: lazy(() => import('../contacts/ContactsPage.tsx').then(({ ContactsPage }) => ({ default: ContactsPage }))),
    side: false,
  },
  documents: {
    icon: FileTextOutlined,
    page: lazy(() => import('../documents/DocumentsPage.tsx').then(({ DocumentsPage }) => ({ default: DocumentsPage }))),
    side: false,
  },
  admin: {
    icon: SettingOutlined,
    page: lazy(() => import('../admin/AdminPage.tsx').then(({ AdminPage }) => ({ default: AdminPage }))),
    side: false,
  },
};
