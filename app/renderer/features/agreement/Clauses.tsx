import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { CLAUSES, COMMON_CLAUSES, type DisputeField } from '../../../../resources/clauses/clauses.ts';
import { openSlots } from '../../../../sfu-server/protocol/entities/agreement.ts';
import type { MediationWork } from '../mediation/use-mediation.ts';
import styles from './Agreement.module.css';
import { KeptText } from './KeptText.tsx';
import { SlotFields } from './SlotFields.tsx';
import type { AgreementWork } from './use-agreement.ts';

/** Clauses in their order, written one by one, with the library of the dispute's field. */
export function Clauses({ work, of }: { work: MediationWork; of: AgreementWork }) {
  const { t } = useTranslation(['agreement', 'forms']);
  const { id } = work.one;
  const { clauses } = of.agreement;
  const writable = of.can('write');
  const put = (clauseId: string, change: { text?: string; position?: number }) =>
    void work.send('agreement.putClause', { id, clauseId, change });
  const add = (text: string) => put(uuidv7(), { text, position: (clauses.at(-1)?.position ?? 0) + 1 });
  const up = (index: number) => {
    const [before, above, here] = [clauses[index - 2], clauses[index - 1], clauses[index]];
    if (above === undefined || here === undefined) return;
    put(here.id, { position: ((before?.position ?? above.position - 2) + above.position) / 2 });
  };
  return (
    <>
      <ol className={styles.clauses}>
        {clauses.map((clause, index) => (
          <li key={clause.id} data-testid="clause">
            <KeptText
              label={t('clause.words')}
              value={clause.text}
              testId="clause-text"
              maxLength={2000}
              disabled={!writable}
              onKeep={(text) => put(clause.id, { text })}
            />
            {writable && openSlots(clause.text).length > 0 && (
              <SlotFields text={clause.text} mediation={work.mediation} onFill={(text) => put(clause.id, { text })} />
            )}
            {writable && (
              <span className={styles.small}>
                <Button size="small" disabled={index === 0} onClick={() => up(index)}>
                  {t('clause.up')}
                </Button>
                <Button size="small" onClick={() => void work.send('agreement.dropClause', { id, clauseId: clause.id })}>
                  {t('clause.drop')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ol>
      {clauses.length === 0 && <p className={styles.hint}>{t('clause.none')}</p>}
      {writable && (
        <div className={styles.row}>
          <Select<string | null>
            value={null}
            style={{ flex: 1, minWidth: 0 }}
            placeholder={t('clause.library')}
            data-testid="clause-library"
            options={library(work.one.field)}
            onChange={(text) => text !== null && add(text)}
          />
          <Button data-testid="clause-add" onClick={() => add('')}>
            {t('clause.add')}
          </Button>
        </div>
      )}
    </>
  );
}

function library(field: string | null): { value: string; label: string }[] {
  const fields: Readonly<Record<string, readonly string[] | undefined>> = CLAUSES satisfies {
    readonly [F in DisputeField]: readonly string[];
  };
  const own = (field === null ? undefined : fields[field]) ?? CLAUSES.other;
  return [...own, ...COMMON_CLAUSES].map((text) => ({ value: text, label: text }));
}
