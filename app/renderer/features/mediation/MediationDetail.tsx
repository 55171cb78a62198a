import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Case } from '../../../../sfu-server/protocol/entities/case.ts';
import { isNamedFor } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount, useTable } from '../../store/context.tsx';
import page from '../../ui/ListPage.module.css';
import { Steps } from '../../ui/Steps.tsx';
import { CaseEdit } from '../cases/CaseEdit.tsx';
import { stepsOf } from '../cases/case-steps.ts';
import { EscalationCard } from './EscalationCard.tsx';
import styles from './Mediation.module.css';
import { MEDIATION_TABS, type MediationTab } from './tabs.ts';
import { useMediation } from './use-mediation.ts';

/** A mediation with its way, and everything that belongs to it by tabs. */
export function MediationDetail({ one }: { one: Case }) {
  const { t } = useTranslation(['mediation', 'cases', 'forms']);
  const work = useMediation(one);
  const ofCase = useTable('case').pendingIds;
  const ofMediation = useTable('mediation').pendingIds;
  const pending = ofCase.has(one.id) || ofMediation.has(one.id);
  const [key, setKey] = useState<MediationTab['key']>('parties');
  const [editing, setEditing] = useState(false);
  const calledIn = isNamedFor(useAccount().role, 'case.read.mediation');
  if (editing) return <CaseEdit one={one} onDone={() => setEditing(false)} />;
  const tabs = MEDIATION_TABS.filter(({ office }) => office !== true || !calledIn);
  const { Body } = tabs.find((tab) => tab.key === key) ?? { Body: () => null };
  return (
    <section
      className={page.detail}
      aria-label={t('cases:detail.label')}
      data-testid="case-detail"
      data-case-id={one.id}
      data-state={one.state}
    >
      <header className={page.head}>
        <h3>{one.title}</h3>
        {work.mediation.suspension !== null && <span className={page.pending}>{t('suspended')}</span>}
        {pending && <span className={page.pending}>{t('forms:pending')}</span>}
        {work.can('write') && (
          <Button size="small" data-testid="case-edit" onClick={() => setEditing(true)}>
            {t('forms:edit')}
          </Button>
        )}
      </header>
      <div className={styles.way}>
        <Steps label={t('cases:detail.steps')} steps={stepsOf(one)} nameOf={(step) => t(`cases:step.mediation.${step}`)} />
      </div>
      <EscalationCard work={work} />
      <div className={styles.tabs} role="tablist">
        {tabs.map((tab) => (
          <button
            key={tab.key}
            type="button"
            role="tab"
            aria-selected={tab.key === key}
            data-testid={`mediation-tab-${tab.key}`}
            onClick={() => {
              work.action.clear();
              setKey(tab.key);
            }}
          >
            {t(`tab.${tab.key}`)}
          </button>
        ))}
      </div>
      <div className={page.scroll} role="tabpanel">
        {!work.mayHandle && <p className={styles.hint}>{t('readOnly')}</p>}
        {work.action.problem !== null && (
          <p className={styles.problem} role="alert">
            {work.action.problem}
          </p>
        )}
        <Body work={work} />
      </div>
    </section>
  );
}
