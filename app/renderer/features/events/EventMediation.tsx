import { App, Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { GovernanceEvent } from '../../../../sfu-server/protocol/entities/event.ts';
import { isAllowed } from '../../../../sfu-server/protocol/rights.ts';
import { useAccount, useTable } from '../../store/context.tsx';
import { useDeskStore } from '../../store/desk-context.tsx';
import { useRegistration } from '../cases/use-registration.ts';
import styles from './EventDetail.module.css';
import { mediationDraftOf } from './mediation-draft.ts';

/** An event that is a dispute: taken to mediation in a few steps, and the case that came of it. */
export function EventMediation({ event }: { event: GovernanceEvent }) {
  const { t } = useTranslation('events');
  const { message } = App.useApp();
  const desk = useDeskStore();
  const { role, organisation } = useAccount();
  const path = useTable('organisation').byId.get(event.orgId)?.path;
  const mediations = useTable('mediation').byId;
  const cases = useTable('case').byId;
  const { draft, setDraft, setRegistering, setChosenId } = useRegistration('mediation');
  const { number } = event;
  const made = useMemo(() => {
    const found =
      number === null
        ? undefined
        : [...mediations.values()].find(({ source }) => source.from === 'event' && source.originNumber === number);
    return found === undefined ? undefined : cases.get(found.id);
  }, [mediations, cases, number]);
  if (made !== undefined) {
    const show = () => {
      setRegistering(false);
      setChosenId(made.id);
      desk.open('mediation');
    };
    return (
      <p className={styles.mediation}>
        {t('mediation.made')}
        <Button type="link" size="small" data-testid="event-case" onClick={show}>
          {made.number ?? made.title}
        </Button>
      </p>
    );
  }
  if (path === undefined || !isAllowed(role, 'case.handle.mediation', organisation.path, path)) return null;
  const begin = () => {
    // What somebody is in the midst of typing is not written over.
    if (draft !== null && draft.source.from !== 'event') void message.info(t('mediation.draftKept'));
    else setDraft(mediationDraftOf(event));
    setRegistering(true);
    desk.open('mediation');
  };
  return (
    <p className={styles.mediation}>
      <Button size="small" data-testid="event-mediate" disabled={number === null} onClick={begin}>
        {t('mediation.begin')}
      </Button>
    </p>
  );
}
