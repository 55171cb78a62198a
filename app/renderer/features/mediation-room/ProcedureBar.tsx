import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediationRoom } from '../../../../sfu-server/protocol/mediation-room.ts';
import { request } from '../../../bridge/requests.ts';
import { useBridge } from '../../bridge-context.tsx';
import { clockText } from '../../ui/time.ts';
import buttons from '../rooms/controls.module.css';
import { useAction } from '../rooms/use-action.ts';
import styles from './Hearing.module.css';
import { procedureOf } from './procedure.ts';

export interface ProcedureBarProps {
  readonly roomId: string;
  readonly mediation: MediationRoom;
  /** Whether this seat leads through the steps. */
  readonly runs: boolean;
  readonly live: boolean;
}

/** The steps of the hearing (程序): one line with the step under way; opened, all of them with when they were begun. */
export function ProcedureBar({ roomId, mediation, runs, live }: ProcedureBarProps) {
  const { t } = useTranslation('mediationRoom');
  const bridge = useBridge();
  const action = useAction();
  const [open, setOpen] = useState(false);
  const lines = procedureOf(mediation);
  const current = lines.findIndex(({ state }) => state === 'current');
  const next = lines[current + 1];
  const begin = (step: (typeof lines)[number]['step']) => void action.run(() => request(bridge, 'mediationRoom.step', { roomId, step }));
  return (
    <section className={styles.procedure} data-testid="procedure" data-step={lines[current]?.step ?? ''}>
      <header>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={open}
          aria-controls="procedure-steps"
          data-testid="procedure-toggle"
          onClick={() => setOpen(!open)}
        >
          <b>{t('procedure')}</b>
          <span>
            {current < 0
              ? t('procedure.notBegun')
              : `${t('procedure.at', { n: current + 1, all: lines.length })} · ${t(`procedure.${lines[current]?.step ?? 'identity'}`)}`}
          </span>
          <i aria-hidden="true">{open ? '▾' : '▴'}</i>
        </button>
        {runs && next !== undefined && (
          <button
            type="button"
            className={buttons.button}
            data-testid="procedure-next"
            disabled={!live || action.busy}
            onClick={() => begin(next.step)}
          >
            {t('procedure.begin', { step: t(`procedure.${next.step}`) })}
          </button>
        )}
      </header>
      {action.problem !== null && (
        <p className={buttons.problem} role="alert">
          {action.problem}
        </p>
      )}
      {open && (
        <ol id="procedure-steps">
          {lines.map(({ step, state, at, count }) => (
            <li key={step} data-state={state} data-testid="procedure-step" aria-current={state === 'current' ? 'step' : undefined}>
              <em>{t(`procedure.state.${state}`)}</em>
              {runs && state !== 'current' ? (
                <button type="button" disabled={!live || action.busy} onClick={() => begin(step)}>
                  {t(`procedure.${step}`)}
                </button>
              ) : (
                <span>{t(`procedure.${step}`)}</span>
              )}
              <small>
                {count === null || count.all === 0 ? '' : t(`procedure.count.${step === 'identity' ? 'identity' : 'notice'}`, count)}
              </small>
              <time>{at === null ? '' : clockText(at)}</time>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
