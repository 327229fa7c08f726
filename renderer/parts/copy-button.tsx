import { Button } from '@blueprintjs/core';
import { Duplicate, Tick } from '@blueprintjs/icons';
import { type ReactNode, useEffect, useState } from 'react';
import { copyText } from '../state/clipboard.ts';

interface CopyButtonProps {
  readonly text: () => string;
  /** Completes "Copy …". */
  readonly what: string;
  readonly label?: string;
}

export function CopyButton({ text, what, label }: CopyButtonProps): ReactNode {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      variant="minimal"
      size="small"
      icon={copied ? <Tick size={12} /> : <Duplicate size={12} />}
      text={label}
      aria-label={copied ? `Copied ${what}` : `Copy ${what}`}
      title={`Copy ${what}`}
      onClick={() => setCopied(copyText(text()))}
    />
  );
}
