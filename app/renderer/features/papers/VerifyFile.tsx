import { type ChangeEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { PAPER_PIECE_BYTES } from '../../../../sfu-server/protocol/case-paper.ts';
import type { RequestResult } from '../../../../sfu-server/protocol/requests/index.ts';
import { toBase64 } from '../../../bridge/attachments/base64.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import styles from './Papers.module.css';
import { SealVerdicts } from './SealVerdicts.tsx';

type Found = NonNullable<RequestResult<'casePaper.verifyFile'>['found']>;

/** Any PDF, to be looked at for its seals. */
export function VerifyFile() {
  const { t } = useTranslation('papers');
  const bridge = useBridge();
  const action = useAction();
  const [found, setFound] = useState<Found | null>(null);
  const take = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    event.target.value = '';
    if (file === undefined) return;
    setFound(null);
    await action.run(async () => {
      const uploadId = uuidv7();
      for (let offset = 0; ; offset += PAPER_PIECE_BYTES) {
        const base64 = toBase64(new Uint8Array(await file.slice(offset, offset + PAPER_PIECE_BYTES).arrayBuffer()));
        const last = offset + PAPER_PIECE_BYTES >= file.size;
        const answer = await request(bridge, 'casePaper.verifyFile', { uploadId, offset, base64, last });
        if (last) return setFound(answer.found);
      }
    });
  };
  return (
    <>
      <label className={buttons.button}>
        {t(action.busy ? 'verify.busy' : 'verify.file')}
        <input type="file" accept="application/pdf" hidden data-testid="verify-file" onChange={(event) => void take(event)} />
      </label>
      {found !== null && (
        <div className={styles.found} data-testid="verify-found">
          <SealVerdicts verdicts={found.seals} />
          {found.paper !== null && <p>{t('verify.ours', { title: found.paper.title, version: found.paper.version })}</p>}
        </div>
      )}
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
    </>
  );
}
