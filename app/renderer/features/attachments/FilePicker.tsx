import { ATTACHABLE_ENDINGS } from '../../../../sfu-server/protocol/attachment.ts';
import styles from './Attachments.module.css';

interface FilePickerProps {
  readonly label: string;
  /** Takes a picture with the phone's camera instead of choosing files. */
  readonly camera?: boolean;
  readonly disabled?: boolean;
  readonly title?: string;
  readonly testId?: string;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A button that opens the system's file picker, or a phone's camera. */
export function FilePicker({ label, camera = false, disabled = false, title, testId, onFiles }: FilePickerProps) {
  return (
    <label className={styles.picker} data-disabled={disabled} title={title}>
      <input
        type="file"
        className="visually-hidden"
        data-testid={testId}
        disabled={disabled}
        {...(camera ? { accept: 'image/*', capture: 'environment' as const } : { accept: ATTACHABLE_ENDINGS.join(','), multiple: true })}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          // The same file may be chosen again.
          target.value = '';
          onFiles(files);
        }}
      />
      {label}
    </label>
  );
}
