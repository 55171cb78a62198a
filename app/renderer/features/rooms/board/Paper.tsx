import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { v7 as uuidv7 } from 'uuid';
import { type BoardColor, PAGE_WIDTH } from '../../../../../sfu-server/protocol/board.ts';
import type { RoomSession } from '../../../media/RoomSession.ts';
import { useRoom } from '../../../media/use-media.ts';
import { useStageSize } from '../stage/use-stage.ts';
import styles from './Board.module.css';
import type { BoardStore } from './BoardStore.ts';
import type { BoardDocument } from './document.ts';
import { elementAt, paint } from './paint.ts';
import { SIZES, type Tool } from './tools.ts';
import { useBoardView } from './use-board.ts';

/** A way goes on when the pen has moved so far, units. */
const STEP = 15;

export interface PaperProps {
  readonly room: RoomSession;
  readonly store: BoardStore;
  readonly document: BoardDocument;
  readonly page: number;
  /** Null: one only looks. */
  readonly tool: Tool | null;
  readonly color: BoardColor;
}

/** One page as large as its place lets it be, with what is drawn on it in the page's own coordinates. */
export function Paper({ room, store, document, page, tool, color }: PaperProps) {
  const { t } = useTranslation('board');
  const area = useRef<HTMLDivElement>(null);
  const sheet = useRef<HTMLCanvasElement>(null);
  const ink = useRef<HTMLCanvasElement>(null);
  const stroke = useRef<{ readonly id: string; last: readonly [number, number] } | null>(null);
  const size = useStageSize(area);
  const [shape, setShape] = useState<number | null>(null);
  const [textAt, setTextAt] = useState<readonly [number, number] | null>(null);
  const elements = useBoardView(store, (view) => view.elements);
  const pointers = useBoardView(store, (view) => view.pointers);
  const selfId = useRoom(room, (view) => view.selfId);
  const people = useRoom(room, (view) => view.state?.participants);
  const width = shape === null ? 0 : Math.max(0, Math.floor(Math.min(size.width, size.height / shape)));
  const height = Math.floor(width * (shape ?? 0));
  const pixels = Math.round(width * size.pixelRatio);

  useEffect(() => {
    let left = false;
    void document.shape(page).then((found) => !left && setShape(found));
    return () => {
      left = true;
    };
  }, [document, page]);
  useEffect(() => {
    const shown = sheet.current;
    if (shown === null || pixels === 0) return;
    let left = false;
    // Beside what is shown, so that no half page is seen and none is drawn over by an older one.
    const beside = shown.ownerDocument.createElement('canvas');
    void document.render(page, beside, pixels).then(() => {
      if (left) return;
      shown.width = beside.width;
      shown.height = beside.height;
      shown.getContext('2d')?.drawImage(beside, 0, 0);
      shown.dataset.rendered = String(page);
    });
    return () => {
      left = true;
    };
  }, [document, page, pixels]);
  useEffect(() => {
    const canvas = ink.current;
    const context = canvas?.getContext('2d') ?? null;
    if (canvas === null || context === null || pixels === 0) return;
    canvas.width = pixels;
    canvas.height = Math.round((pixels * height) / width);
    paint(context, elements.values(), page, pixels);
  }, [elements, page, pixels, height, width]);

  const at = (event: PointerEvent): readonly [number, number] => {
    const box = event.currentTarget.getBoundingClientRect();
    const unit = PAGE_WIDTH / box.width;
    const within = (value: number, most: number) => Math.round(Math.max(0, Math.min(most, value)));
    return [within((event.clientX - box.left) * unit, PAGE_WIDTH), within((event.clientY - box.top) * unit, box.height * unit)];
  };
  const erase = ([x, y]: readonly [number, number]) => {
    const found = elementAt(elements.values(), page, x, y);
    if (found !== null) store.remove(found.id);
  };
  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>) => {
    if (tool === null || tool === 'laser' || event.button !== 0) return;
    const place = at(event);
    if (tool === 'text') {
      // The field would lose the focus again to what the click does afterwards.
      event.preventDefault();
      setTextAt(place);
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    const id = uuidv7();
    stroke.current = { id, last: place };
    if (tool === 'eraser') erase(place);
    else store.draw({ id, page, kind: tool, color, size: SIZES[tool], points: [...place], text: '' });
  };
  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>) => {
    const place = at(event);
    if (tool === 'laser') store.point({ page, x: place[0], y: place[1] });
    const drawing = stroke.current;
    if (drawing === null || tool === null) return;
    if (tool === 'eraser') erase(place);
    else if (tool === 'line' || tool === 'rectangle') {
      const begun = store.store.getState().elements.get(drawing.id);
      if (begun === undefined) return;
      const { by: _by, ...element } = begun;
      store.draw({ ...element, points: [...begun.points.slice(0, 2), ...place] });
    } else if (Math.hypot(place[0] - drawing.last[0], place[1] - drawing.last[1]) >= STEP) {
      drawing.last = place;
      store.extend(drawing.id, place);
    }
  };
  const onPointerEnd = () => {
    stroke.current = null;
  };
  return (
    <div ref={area} className={styles.area}>
      <div className={styles.paper} style={{ width, height }}>
        <canvas ref={sheet} data-testid="board-sheet" />
        <canvas
          ref={ink}
          data-testid="board-ink"
          data-elements={elements.size}
          data-tool={tool ?? ''}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerEnd}
          onPointerCancel={onPointerEnd}
          onPointerLeave={() => tool === 'laser' && store.point(null)}
        />
        {[...pointers].map(
          ([by, spot]) =>
            spot !== null &&
            spot.page === page &&
            by !== selfId && (
              <span
                key={by}
                className={styles.pointer}
                data-testid="board-pointer"
                style={{ left: (spot.x * width) / PAGE_WIDTH, top: (spot.y * width) / PAGE_WIDTH }}
              >
                {people?.find(({ id }) => id === by)?.name}
              </span>
            ),
        )}
        {textAt !== null && (
          <input
            // biome-ignore lint/a11y/noAutofocus: one has just clicked where the text is to stand
            autoFocus
            className={styles.text}
            data-testid="board-text"
            aria-label={t('tool.text')}
            maxLength={200}
            style={{ left: (textAt[0] * width) / PAGE_WIDTH, top: (textAt[1] * width) / PAGE_WIDTH }}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setTextAt(null);
              else if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur();
            }}
            onBlur={(event) => {
              const text = event.currentTarget.value.trim();
              setTextAt(null);
              if (text !== '') store.draw({ id: uuidv7(), page, kind: 'text', color, size: SIZES.text, points: [...textAt], text });
            }}
          />
        )}
      </div>
    </div>
  );
}
