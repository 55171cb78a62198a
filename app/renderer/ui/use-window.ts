import { type RefObject, useEffect, useState } from 'react';

/** Rows drawn beyond the visible ones on either side, so that a quick scroll shows no gap. */
const MARGIN = 12;

/** The part of a long list that is in sight. @param rowHeight of every row, px */
export function useWindow(
  list: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): { readonly from: number; readonly to: number } {
  const [view, setView] = useState({ top: 0, height: 800 });
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const read = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const sizes = new ResizeObserver(read);
    sizes.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, [list]);
  const from = Math.max(0, Math.min(count, Math.floor(view.top / rowHeight) - MARGIN));
  return { from, to: Math.min(count, Math.ceil((view.top + view.height) / rowHeight) + MARGIN) };
}
