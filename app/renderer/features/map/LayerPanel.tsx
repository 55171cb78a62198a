import { useTranslation } from 'react-i18next';
import { useNumberText } from '../../ui/number-text.ts';
import { MAP_LAYERS, type MapLayer, type ShownLayers } from './layers.ts';
import styles from './MapPage.module.css';

interface LayerPanelProps {
  readonly shown: ShownLayers;
  readonly onToggle: (layer: MapLayer) => void;
  /** How many things a layer holds; null where counting them says nothing. */
  readonly counts: { readonly [L in MapLayer]: number | null };
}

export function LayerPanel({ shown, onToggle, counts }: LayerPanelProps) {
  const { t } = useTranslation('map');
  const numberText = useNumberText();
  return (
    <section className={`${styles.panel} ${styles.layers}`} aria-label={t('layers')}>
      <h2>{t('layers')}</h2>
      {MAP_LAYERS.map((layer) => (
        <label key={layer}>
          <input
            type="checkbox"
            data-testid="map-layer-toggle"
            data-layer={layer}
            checked={shown.has(layer)}
            onChange={() => onToggle(layer)}
          />
          {t(`layer.${layer}`)}
          <b>{counts[layer] === null ? '' : numberText(counts[layer])}</b>
        </label>
      ))}
      {shown.has('events') && shown.has('grids') && (
        <p className={styles.legend}>
          <i data-kind="watch" />
          {t('legend.watch')}
          <i data-kind="alarm" />
          {t('legend.alarm')}
        </p>
      )}
    </section>
  );
}
