import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CASE_FIELDS } from '../../../../sfu-server/protocol/entities/case.ts';
import type { LibraryWords } from '../../../../sfu-server/protocol/entities/library-case.ts';
import type { LibraryFinding, OpenedEntry } from '../../../../sfu-server/protocol/library.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { useAccount } from '../../store/context.tsx';
import { FormRow } from '../../ui/FormRow.tsx';
import page from '../../ui/ListPage.module.css';
import { momentText } from '../../ui/time.ts';
import { changedFields } from '../mediation/changed-fields.ts';
import medi from '../mediation/Mediation.module.css';
import { Reason } from '../mediation/Reason.tsx';
import { useAction } from '../rooms/use-action.ts';
import { entryState } from './entry-state.ts';
import styles from './Library.module.css';

const TEXTS = ['facts', 'course', 'result', 'lesson'] as const;

/** One entry: its newest text to be written, what in it may lead to somebody, and the word of a second person. */
export function EntryEditor({ opened, onChanged }: { opened: OpenedEntry; onChanged: (now: OpenedEntry) => void }) {
  const { t } = useTranslation(['library', 'cases', 'forms']);
  const bridge = useBridge();
  const { id: me } = useAccount();
  const { problem, run, busy } = useAction();
  const { entry, findings, versions } = opened;
  const { latest, publishedId } = entry;
  const [words, setWords] = useState<LibraryWords>(opened.words);
  const changed = changedFields(opened.words, words) !== null;
  const own = latest.writtenById === me;
  const sure = findings.some((one) => one.sure);
  const step = (take: () => Promise<OpenedEntry>) => run(async () => onChanged(await take()));
  const entryId = entry.id;
  const number = latest.number;
  const why = own ? t('approve.own') : sure ? t('approve.names') : changed ? t('approve.unsaved') : undefined;
  return (
    <section className={page.detail} aria-label={entry.title} data-testid="library-editor" data-state={entryState(entry)}>
      <header className={page.head}>
        <h3>{entry.title}</h3>
        <span className={styles.state} data-state={entryState(entry)}>
          {t(`state.${entryState(entry)}`)}
        </span>
      </header>
      <div className={page.scroll}>
        <p className={styles.meta}>{t('office.from', { number: entry.caseNumber, title: entry.caseTitle })}</p>
        {latest.state === 'returned' && (
          <p className={medi.problem}>{t('returned', { name: latest.decidedByName, words: latest.words })}</p>
        )}
        {entry.withdrawnReason !== null && <p className={medi.hint}>{t('withdrawn', { reason: entry.withdrawnReason })}</p>}
        <Findings findings={findings} />
        <div className={page.fields}>
          <FormRow label={t('part.title')} required>
            {(id) => (
              <Input
                id={id}
                maxLength={80}
                data-testid="library-title"
                value={words.title}
                onChange={(event) => setWords({ ...words, title: event.target.value })}
              />
            )}
          </FormRow>
          <FormRow label={t('field')} required>
            {(id) => (
              <select
                id={id}
                value={words.field}
                onChange={(event) =>
                  setWords({ ...words, field: CASE_FIELDS.mediation.find((one) => one === event.target.value) ?? words.field })
                }
              >
                {CASE_FIELDS.mediation.map((one) => (
                  <option key={one} value={one}>
                    {t(`cases:field.${one}`)}
                  </option>
                ))}
              </select>
            )}
          </FormRow>
          {TEXTS.map((part) => (
            <FormRow key={part} label={t(`part.${part}`)}>
              {(id) => (
                <Input.TextArea
                  id={id}
                  autoSize={{ minRows: 3, maxRows: 12 }}
                  maxLength={8000}
                  data-testid={`library-${part}`}
                  placeholder={t(`part.${part}.hint`)}
                  value={words[part]}
                  onChange={(event) => setWords({ ...words, [part]: event.target.value })}
                />
              )}
            </FormRow>
          ))}
        </div>
        <h4 className={medi.section}>{t('versions')}</h4>
        <ul className={medi.list}>
          {versions.toReversed().map((one) => (
            <li key={one.number}>
              <span>
                {t('version', { number: one.number, name: one.writtenByName, at: momentText(one.writtenAt) })}
                {one.decidedByName !== null && one.decidedAt !== null && (
                  <small>
                    {t(one.state === 'approved' ? 'approvedBy' : 'returnedBy', { name: one.decidedByName, at: momentText(one.decidedAt) })}
                    {one.words === null ? '' : `：${one.words}`}
                  </small>
                )}
              </span>
            </li>
          ))}
        </ul>
        {latest.state === 'draft' && !own && (
          <Reason
            label={t('sendBack.why')}
            name={t('sendBack')}
            testId="library-send-back"
            onSend={(said) => step(() => request(bridge, 'library.sendBack', { entryId, number, words: said }))}
          />
        )}
        {publishedId !== null && (
          <Reason
            label={t('withdraw.why')}
            name={t('withdraw')}
            testId="library-withdraw"
            onSend={(reason) => step(() => request(bridge, 'library.withdraw', { entryId, reason }))}
          />
        )}
      </div>
      <footer className={page.foot}>
        {problem !== null && <p role="alert">{problem}</p>}
        {problem === null && latest.state === 'draft' && why !== undefined && <p style={{ color: 'var(--text-2)' }}>{why}</p>}
        <Button
          data-testid="library-save"
          disabled={busy || !changed || words.title.trim() === ''}
          onClick={() =>
            void step(() => request(bridge, 'library.write', { entryId, base: number, words: { ...words, title: words.title.trim() } }))
          }
        >
          {t('forms:save')}
        </Button>
        {latest.state === 'draft' && (
          <Button
            type="primary"
            data-testid="library-approve"
            disabled={busy || why !== undefined}
            onClick={() => void step(() => request(bridge, 'library.approve', { entryId, number }))}
          >
            {t('approve')}
          </Button>
        )}
      </footer>
    </section>
  );
}

/** What still leads to somebody, or may; each word once. */
function Findings({ findings }: { findings: readonly LibraryFinding[] }) {
  const { t } = useTranslation('library');
  if (findings.length === 0) return <p className={medi.hint}>{t('findings.none')}</p>;
  const sure = findings.some((one) => one.sure);
  const once = [...new Map(findings.map((one) => [`${one.field} ${one.words}`, one])).values()];
  return (
    <div className={styles.findings} data-sure={sure} role="status" data-testid="library-findings">
      <p>{t(sure ? 'findings.sure' : 'findings.maybe')}</p>
      <ul>
        {once.map((one) => (
          <li key={`${one.field} ${one.words}`} data-sure={one.sure}>
            {`${t(`part.${one.field}`)}：${one.words}`}
          </li>
        ))}
      </ul>
    </div>
  );
}
