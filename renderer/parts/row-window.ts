import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Chromium cannot lay out elements much taller than 33 million pixels; beyond this height the scroll bar is scaled. */
export const TALLEST_PX = 8_000_000;

export interface RowWindow {
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Row at the upper edge, with the fraction of it that is scrolled away. */
  readonly position: number;
  /** Pixels of rows in view. */
  readonly viewHeight: number;
  readonly viewWidth: number;
  /** Height of the scrolled content: the scroll bar's idea of all rows. */
  readonly contentHeight: number;
  /** Rows to draw, `last` excluded. */
  readonly first: number;
  readonly last: number;
  /** Scrolls as little as needed to show a row whole. */
  reveal(row: number): void;
}

/**
 * Shows a window of rows of one height out of up to hundreds of millions. A list measured row by row would hold a record for
 * each of them; here a row is its number times its height. Below TALLEST_PX the browser scrolls as it does everywhere; above,
 * the scroll bar moves through the rows in proportion and the wheel moves by true pixels.
 */
export function useRowWindow(rowCount: number, rowHeight: number, headHeight: number): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ width: 0, height: 0 });
  const [position, setPosition] = useState(0);
  const placed = useRef({ position: 0, scrollTop: 0 });

  const viewHeight = Math.max(0, view.height - headHeight);
  const trueHeight = rowCount * rowHeight;
  const contentHeight = Math.min(trueHeight, TALLEST_PX);
  const scaled = trueHeight > TALLEST_PX;
  const lastPosition = Math.max(0, rowCount - viewHeight / rowHeight);
  const scrollRange = Math.max(0, contentHeight - viewHeight);

  const place = useCallback(
    (wanted: number): void => {
      const element = scroller.current;
      if (element === null) return;
      const next = Math.min(Math.max(0, wanted), lastPosition);
      element.scrollTop = lastPosition === 0 ? 0 : (next / lastPosition) * scrollRange;
      placed.current = { position: next, scrollTop: element.scrollTop };
      setPosition(next);
    },
    [lastPosition, scrollRange],
  );

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setView({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    setView({ width: element.clientWidth, height: element.clientHeight });
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = (): void => {
      if (Math.abs(element.scrollTop - placed.current.scrollTop) < 1) return;
      const next = scrollRange === 0 ? 0 : Math.min(1, element.scrollTop / scrollRange) * lastPosition;
      placed.current = { position: next, scrollTop: element.scrollTop };
      setPosition(next);
    };
    const onWheel = (event: WheelEvent): void => {
      if (!scaled || event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * rowHeight : event.deltaY;
      place(placed.current.position + pixels / rowHeight);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, [lastPosition, place, rowHeight, scaled, scrollRange]);

  useEffect(() => {
    if (placed.current.position > lastPosition) place(lastPosition);
  }, [lastPosition, place]);

  const reveal = useCallback(
    (row: number): void => {
      const rowsInView = viewHeight / rowHeight;
      const { position: now } = placed.current;
      if (row < now) place(row);
      else if (row + 1 > now + rowsInView) place(row + 1 - rowsInView);
    },
    [place, rowHeight, viewHeight],
  );

  const shown = Math.min(position, lastPosition);
  return {
    scroller,
    position: shown,
    viewHeight,
    viewWidth: view.width,
    contentHeight,
    first: Math.max(0, Math.floor(shown) - 2),
    last: Math.min(rowCount, Math.ceil(shown + viewHeight / rowHeight) + 2),
    reveal,
  };
}
