import { Button } from '@blueprintjs/core';
import { type ReactNode, useState } from 'react';
import { count } from '../state/figures.ts';
import { revealHidden } from '../state/hidden-characters.ts';

/** One line of untrusted text, isolated so that its direction cannot reach its neighbours. */
export function InertLine({ text, title }: { readonly text: string; readonly title?: string }): ReactNode {
  return (
    <bdi className="inert" title={title ?? ''}>
      {revealHidden(text).map((run) => (run.escape ? <Escape key={run.at} text={run.text} /> : run.text.replaceAll('\n', ' ⏎ ')))}
    </bdi>
  );
}

const SHOWN_AT_FIRST = 60_000;

/** Untrusted text of any length with its own lines, as text and nothing else. */
export function InertText({ text, label }: { readonly text: string; readonly label: string }): ReactNode {
  const [whole, setWhole] = useState(false);
  const cut = !whole && text.length > SHOWN_AT_FIRST;
  const shown = cut ? text.slice(0, SHOWN_AT_FIRST) : text;
  return (
    <>
      {/* biome-ignore lint/a11y: the block scrolls, so the keyboard must reach it */}
      <pre className="inert-block" dir="auto" aria-label={label} role="region" tabIndex={0}>
        {revealHidden(shown).map((run) => (run.escape ? <Escape key={run.at} text={run.text} /> : run.text))}
      </pre>
      {cut && (
        <Button
          size="small"
          text={`Show all ${count(text.length)} characters (${count(SHOWN_AT_FIRST)} shown)`}
          onClick={() => setWhole(true)}
        />
      )}
    </>
  );
}

function Escape({ text }: { readonly text: string }): ReactNode {
  return (
    <span className="escape" title={`hidden character ${text}`}>
      {text}
    </span>
  );
}
