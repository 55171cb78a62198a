import type { ComponentType } from 'react';
import { AgreementTab } from '../agreement/AgreementTab.tsx';
import { PerformanceTab } from '../agreement/PerformanceTab.tsx';
import { DossierTab } from '../dossier/DossierTab.tsx';
import { JointTab } from '../joint/JointTab.tsx';
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
    | 'joint'
    | 'record'
    | 'agreement'
    | 'performance'
    | 'transfers'
    | 'papers'
    | 'files'
    | 'dossier'
    | 'course';
  readonly Body: ComponentType<{ readonly work: MediationWork }>;
  /** What only offices read: not the departments that were called to a case. */
  readonly office?: true;
}

/** What a mediation is shown in, in this order. The record, the agreement and the dossier come in here. */
export const MEDIATION_TABS: readonly MediationTab[] = [
  { key: 'parties', Body: PartiesTab },
  { key: 'assignment', Body: AssignmentTab, office: true },
  { key: 'sessions', Body: SessionsTab },
  { key: 'joint', Body: JointTab },
  { key: 'record', Body: RecordTab, office: true },
  { key: 'agreement', Body: AgreementTab, office: true },
  { key: 'performance', Body: PerformanceTab, office: true },
  { key: 'transfers', Body: TransfersTab },
  { key: 'papers', Body: PapersTab, office: true },
  { key: 'files', Body: FilesTab, office: true },
  { key: 'dossier', Body: DossierTab, office: true },
  { key: 'course', Body: CourseTab },
];
