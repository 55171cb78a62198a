import { Input } from 'antd';

export interface ListSearchProps {
  /** What is looked through: the field's name for a screen reader, and what stands in it while it is empty. */
  readonly label: string;
  readonly testId: string;
  readonly value: string;
  /** px */
  readonly width?: number;
  onChange(value: string): void;
}

/** The field above a list that narrows it down. */
export function ListSearch({ label, testId, value, width = 280, onChange }: ListSearchProps) {
  return (
    <Input
      allowClear
      type="search"
      style={{ width }}
      maxLength={60}
      data-testid={testId}
      aria-label={label}
      placeholder={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
