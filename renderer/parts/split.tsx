import { type ReactNode, useRef, useState } from 'react';

interface SplitProps {
  /** Under which the place of the divider is kept. */
  readonly name: string;
  readonly left: ReactNode;
  readonly right: ReactNode;
}

const LEAST = 25;
const MOST = 80;
const FIRST = 58;

/** Two panes with a divider that the pointer drags and the arrow keys move. */
export function Split({ name, left, right }: SplitProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(() => storedShare(name));
  const move = (next: number): void => {
    const kept = Math.min(MOST, Math.max(LEAST, next));
    localStorage.setItem(keyOf(name), String(kept));
    setShare(kept);
  };
  return (
    <div className="split" ref={frame}>
      <div className="split-pane" style={{ flexBasis: `${share}%` }}>
        {left}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a separator that moves is no <hr> */}
      <div
        className="splitter"
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the table"
        aria-valuenow={Math.round(share)}
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        tabIndex={0}
        onKeyDown={(event) => {
          const step = { ArrowLeft: -2, ArrowRight: 2 }[event.key];
          if (step === undefined) return;
          move(share + step);
          event.preventDefault();
        }}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={(event) => {
          const box = frame.current?.getBoundingClientRect();
          if (box === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
          move((100 * (event.clientX - box.left)) / box.width);
        }}
      />
      <div className="split-pane rest">{right}</div>
    </div>
  );
}

const keyOf = (name: string): string => `stillhunt.split.${name}`;

function storedShare(name: string): number {
  const stored = Number(localStorage.getItem(keyOf(name)) ?? Number.NaN);
  return stored >= LEAST && stored <= MOST ? stored : FIRST;
}
