import { Button, type ButtonProps, Tooltip } from '@blueprintjs/core';
import type { ReactNode } from 'react';
import { shortcutFor } from '../state/shortcuts.ts';

interface ActionButtonProps extends Omit<ButtonProps, 'title'> {
  /** The `does` of a shortcut, whose keys the tooltip then shows. */
  readonly does: string;
}

/** A button for something that also has a shortcut. */
export function ActionButton({ does, ...button }: ActionButtonProps): ReactNode {
  return (
    <Tooltip content={<KeyTip does={does} />} placement="bottom" hoverOpenDelay={400} compact>
      <Button {...button} aria-label={typeof button.text === 'string' ? button.text : does} />
    </Tooltip>
  );
}

export function KeyTip({ does }: { readonly does: string }): ReactNode {
  const keys = shortcutFor(does);
  return (
    <span className="key-tip">
      {does} {keys !== null && <Keys keys={keys} />}
    </span>
  );
}

export function Keys({ keys }: { readonly keys: string }): ReactNode {
  return (
    <span className="keys">
      {keys.split(/[ +](?=.)/).map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  );
}
