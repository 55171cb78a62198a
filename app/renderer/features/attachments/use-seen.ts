import { type RefObject, useEffect, useState } from 'react';

/** Whether an element has ever been on the screen: what nobody scrolls to is not fetched over a phone's line. */
export function useSeen(place: RefObject<Element | null>): boolean {
  const [seen, setSeen] = useState(false);
  // After every drawing: the element may come later than the component.
  useEffect(() => {
    const element = place.current;
    if (seen || element === null) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) setSeen(true);
    });
    observer.observe(element);
    return () => observer.disconnect();
  });
  return seen;
}
