import { useTranslation } from 'react-i18next';
import { RATINGS_OF_A_GROUP, type TeamFigures } from '../../../../sfu-server/protocol/requests/team.ts';

/** Load and ratings as lines of a description list; what is not known or not to be seen is left out. */
export function FigureFacts({ figures }: { figures: TeamFigures | undefined }) {
  const { t } = useTranslation('team');
  if (figures === undefined) return null;
  const { open, hearings, rating } = figures;
  return (
    <>
      <dt>{t('load')}</dt>
      <dd data-testid="team-load">{`${t('load.open', { count: open })} · ${t('load.hearings', { count: hearings })}`}</dd>
      {rating !== null && (
        <>
          <dt>{t('rating')}</dt>
          <dd data-testid="team-rating">
            {rating.average === null
              ? t('rating.few', { count: RATINGS_OF_A_GROUP })
              : t('rating.is', { average: rating.average.toFixed(1), count: rating.count })}
          </dd>
        </>
      )}
    </>
  );
}
