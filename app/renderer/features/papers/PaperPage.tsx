import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardDocument } from '../rooms/board/document.ts';
import { useStageSize } from '../rooms/stage/use-stage.ts';
import styles from './Papers.module.css';

/** One page of a paper, from 1, as wide as its place or larger; `onShown` when it stands on the screen. */
export function PaperPage({
  document,
  page,
  zoom,
  onShown,
}: {
  document: BoardDocument;
  page: number;
  zoom: number;
  onShown?: (page: number) => void;
}) {
  const { t } = useTranslation('papers');
  const area = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useStageSize(area);
  const width = Math.floor(Math.min(size.width, 900) * zoom);
  const pixels = Math.round(width * Math.min(size.pixelRatio, 2));
  useEffect(() => {
    const sheet = canvas.current;
    if (sheet === null || pixels === 0) return;
    let left = false;
    // Into one of its own: pages that are turned fast do not draw into each other.
    const drawn = sheet.ownerDocument.createElement('canvas');
    void document.render(page - 1, drawn, pixels).then(() => {
      if (left) return;
      sheet.width = drawn.width;
      sheet.height = drawn.height;
      sheet.getContext('2d')?.drawImage(drawn, 0, 0);
      sheet.dataset.page = String(page);
      onShown?.(page);
    });
    return () => {
      left = true;
    };
  }, [document, page, pixels, onShown]);
  useEffect(() => {
    if (page > 0) area.current?.scrollTo(0, 0);
  }, [page]);
  return (
    <div className={styles.area} ref={area}>
      <canvas ref={canvas} style={{ width }} role="img" aria-label={t('page.label', { page })} data-testid="paper-page" />
    </div>
  );
}
