import { ATTACHABLE_ENDINGS, SHOWN_PICTURE_ENDINGS } from '../../../../sfu-server/protocol/attachment.ts';
import styles from './Attachments.module.css';

interface FilePickerProps {
  readonly label: string;
  /** Takes a picture with the phone's camera instead of choosing files. */
  readonly camera?: boolean;
  /** One picture that every console shows, instead of files of any kind. */
  readonly picture?: boolean;
  readonly disabled?: boolean;
  readonly title?: string;
  readonly testId?: string;
  readonly onFiles: (files: readonly File[]) => void;
}

const ANY_FILES = { accept: ATTACHABLE_ENDINGS.join(','), multiple: true } as const;
const ONE_PICTURE = { accept: SHOWN_PICTURE_ENDINGS.join(',') } as const;
const CAMERA = { accept: 'image/*', capture: 'environment' } as const;

/** A button that opens the system's file picker, or a phone's camera. */
export function FilePicker({ label, camera = false, picture = false, disabled = false, title, testId, onFiles }: FilePickerProps) {
  return (
    <label className={styles.picker} data-disabled={disabled} title={title}>
      <input
        type="file"
        className="visually-hidden"
        data-testid={testId}
        disabled={disabled}
        {...(camera ? CAMERA : picture ? ONE_PICTURE : ANY_FILES)}
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
