import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperForm } from '../../../../sfu-server/protocol/case-paper.ts';
import styles from './Dossier.module.css';

/** A required paper that is not there, and the words that explain why it cannot be had. */
export function Missing({ form, onExplain }: { form: PaperForm; onExplain: ((text: string) => void) | null }) {
  const { t } = useTranslation('dossier');
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim().length >= 2) onExplain?.(text.trim());
  };
  return (
    <form className={styles.end} onSubmit={submit} data-testid="dossier-missing" data-form={form}>
      <b data-state="due">{t('missing', { name: t(`form.${form}`) })}</b>
      {onExplain !== null && (
        <>
          <Input
            aria-label={t('missing.why')}
            placeholder={t('missing.why')}
            maxLength={500}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
          <Button htmlType="submit" disabled={text.trim().length < 2}>
            {t('missing.explain')}
          </Button>
        </>
      )}
    </form>
  );
}
