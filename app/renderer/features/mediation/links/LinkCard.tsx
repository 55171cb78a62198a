import { Button, Input, type InputRef } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../../store/context.tsx';
import { QrCode } from '../../../ui/QrCode.tsx';
import styles from './Links.module.css';
import { PrintSheet } from './PrintSheet.tsx';

interface LinkCardProps {
  readonly path: string;
  readonly label: string;
  readonly testId: string;
  /** Lines that stand below the code on paper. */
  readonly printed: readonly string[];
}

/** An address of the server as a code to scan, to be printed, and as text to copy. */
export function LinkCard({ path, label, testId, printed }: LinkCardProps) {
  const { t } = useTranslation('partyLinks');
  const { serverUrl } = useSession();
  const field = useRef<InputRef>(null);
  const [copied, setCopied] = useState(false);
  const [printing, setPrinting] = useState(false);
  const url = new URL(path, serverUrl).href;
  const copy = () => {
    field.current?.select();
    navigator.clipboard?.writeText(url).then(
      () => setCopied(true),
      () => undefined,
    );
  };
  return (
    <>
      <QrCode className={styles.qr} text={url} label={label} />
      <div className={styles.buttons}>
        <Input ref={field} readOnly data-testid={testId} aria-label={t('link.address')} value={url} />
        <Button onClick={copy}>{t(copied ? 'link.copied' : 'link.copy')}</Button>
        <Button data-testid="link-print" onClick={() => setPrinting(true)}>
          {t('link.print')}
        </Button>
      </div>
      {printing && <PrintSheet title={label} url={url} lines={printed} onDone={() => setPrinting(false)} />}
    </>
  );
}
