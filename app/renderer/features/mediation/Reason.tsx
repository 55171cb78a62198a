import { Button, Input } from 'antd';
import { useState } from 'react';
import styles from './Mediation.module.css';

/** A reason and the button that sends it. */
export function Reason(props: { label: string; name: string; testId: string; onSend: (reason: string) => Promise<boolean> }) {
  const [reason, setReason] = useState('');
  return (
    <div className={styles.buttons}>
      <Input
        size="small"
        style={{ width: 280 }}
        maxLength={200}
        aria-label={props.label}
        placeholder={props.label}
        data-testid={`${props.testId}-reason`}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button
        size="small"
        data-testid={props.testId}
        disabled={reason.trim() === ''}
        onClick={() => void props.onSend(reason.trim()).then((taken) => taken && setReason(''))}
      >
        {props.name}
      </Button>
    </div>
  );
}
