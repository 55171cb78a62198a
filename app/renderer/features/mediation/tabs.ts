import type { ComponentType } from 'react';
import { AgreementTab } from '../agreement/AgreementTab.tsx';
import { PerformanceTab } from '../agreement/PerformanceTab.tsx';
import { DossierTab } from '../dossier/DossierTab.tsx';
import { PapersTab } from '../papers/PapersTab.tsx';
import { RecordTab } from '../record/RecordTab.tsx';
import { AssignmentTab } from './AssignmentTab.tsx';
import { CourseTab } from './CourseTab.tsx';
import { FilesTab } from './FilesTab.tsx';
import { PartiesTab } from './PartiesTab.tsx';
import { SessionsTab } from './SessionsTab.tsx';
import { TransfersTab } from './TransfersTab.tsx';
import type { MediationWork } from './use-mediation.ts';

export interface MediationTab {
  /** Of the text `tab.KEY` in the namespace `mediation`. */
  readonly key:
    | 'parties'
    | 'assignment'
    | 'sessions'
    | 'record'
    | 'agreement'
    | 'performance'
    | 'transfers'
    | 'papers'
    | 'files'
    | 'dossier'
    | 'course';
  readonly Body: ComponentType<{ readonly work: MediationWork }>;
}

/** What a mediation is shown in, in this order. The record, the agreement and the dossier come in here. */
export const MEDIATION_TABS: readonly MediationTab[] = [
  { key: 'parties', Body: PartiesTab },
  { key: 'assignment', Body: AssignmentTab },
  { key: 'sessions', Body: SessionsTab },
  { key: 'record', Body: RecordTab },
  { key: 'agreement', Body: AgreementTab },
  { key: 'performance', Body: PerformanceTab },
  { key: 'transfers', Body: TransfersTab },
  { key: 'papers', Body: PapersTab },
  { key: 'files', Body: FilesTab },
  { key: 'dossier', Body: DossierTab },
  { key: 'course', Body: CourseTab },
];
