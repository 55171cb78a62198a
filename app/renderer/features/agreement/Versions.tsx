import { Button } from 'antd';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgreementText, Duty } from '../../../../sfu-server/protocol/entities/agreement.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { momentText } from '../../ui/time.ts';
import { type MediationWork, useMoneyText } from '../mediation/use-mediation.ts';
import styles from './Agreement.module.css';
import { dayText } from './day-text.ts';
import { compared } from './text-difference.ts';
import type { AgreementWork } from './use-agreement.ts';

interface Chosen {
  readonly number: number;
  readonly text: AgreementText;
}

/** Versions that are kept, one of them side by side with the draft. */
export function Versions({ work, of }: { work: MediationWork; of: AgreementWork }) {
  const { t } = useTranslation('agreement');
  const bridge = useBridge();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const { id } = work.one;
  const show = (number: number) =>
    work.action.run(async () => setChosen({ number, ...(await request(bridge, 'agreement.version', { caseId: id, number })) }));
  return (
    <>
      <ul className={styles.list}>
        {of.agreement.versions.map((version) => (
          <li key={version.number} data-testid="version" data-number={version.number}>
            <span>
              {t('version.number', { number: version.number })} · {t(`version.reason.${version.reason}`)}
              {version.reason === 'saved' && version.note !== '' ? `：${version.note}` : ''}
              <small>
                {version.byName} {momentText(version.at)}
              </small>
            </span>
            <Button size="small" data-testid="version-compare" onClick={() => void show(version.number)}>
              {t('version.compare')}
            </Button>
          </li>
        ))}
      </ul>
      {of.agreement.versions.length === 0 && <p className={styles.hint}>{t('version.none')}</p>}
      {chosen !== null && (
        <>
          <Comparison before={chosen.text} after={of.agreement} title={t('version.number', { number: chosen.number })} />
          <div className={styles.row}>
            {of.can('write') && (
              <Button
                size="small"
                data-testid="version-restore"
                onClick={() => void work.send('agreement.restore', { id, number: chosen.number }).then((taken) => taken && setChosen(null))}
              >
                {t('version.restore')}
              </Button>
            )}
            <Button size="small" onClick={() => setChosen(null)}>
              {t('version.close')}
            </Button>
          </div>
        </>
      )}
    </>
  );
}

function Comparison({ before, after, title }: { before: AgreementText; after: AgreementText; title: string }) {
  const { t } = useTranslation('agreement');
  const money = useMoneyText();
  const words = ({ who, toWhom, what, fen, due, how }: Duty) =>
    [`${who}${toWhom === null ? '' : ` → ${toWhom}`}`, what, fen === null ? '' : money(fen), dayText(due), how]
      .filter((one) => one !== '')
      .join(' · ');
  return (
    <div className={styles.compare} data-testid="comparison">
      <strong>{title}</strong>
      <strong>{t('version.now')}</strong>
      {compared(before, after, words).map((line) => {
        const changed = line.before !== line.after;
        return (
          <Fragment key={line.key}>
            <span data-changed={changed}>{line.before === null ? '' : `${changed ? '− ' : ''}${line.before}`}</span>
            <span data-changed={changed}>{line.after === null ? '' : `${changed ? '+ ' : ''}${line.after}`}</span>
          </Fragment>
        );
      })}
    </div>
  );
}
