import { Input } from 'antd';
import { useEffect, useState } from 'react';

interface KeptTextProps {
  readonly label: string;
  readonly value: string;
  readonly testId: string;
  readonly maxLength: number;
  readonly disabled: boolean;
  readonly rows?: number;
  readonly onKeep: (text: string) => void;
}

/** A text that is kept when its field is left. What another seat writes meanwhile shows at once, unless this one is being written. */
export function KeptText({ label, value, testId, maxLength, disabled, rows = 2, onKeep }: KeptTextProps) {
  const [draft, setDraft] = useState<string | null>(null);
  // What was kept has come back: from here on the row speaks for itself.
  useEffect(() => setDraft((now) => (now === value ? null : now)), [value]);
  return (
    <Input.TextArea
      aria-label={label}
      placeholder={label}
      data-testid={testId}
      autoSize={{ minRows: rows, maxRows: 12 }}
      maxLength={maxLength}
      disabled={disabled}
      value={draft ?? value}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => {
        if (draft !== null && draft !== value) onKeep(draft);
        setDraft(null);
      }}
    />
  );
}
