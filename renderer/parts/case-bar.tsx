import { Button, Tooltip } from '@blueprintjs/core';
import { Contrast, Cross, Flash, Help, Lock, Moon } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import { closeCase } from '../state/actions.ts';
import { useDialogs } from '../state/dialogs-store.ts';
import { nextChoice, useTheme } from '../state/theme-store.ts';
import { useOpenCase, useWindow } from '../state/window-store.ts';
import { KeyTip } from './action-button.tsx';
import { Count, Instant } from './figure.tsx';
import { InertLine } from './inert-text.tsx';

/** Which case is open, in one line, and what belongs to the window rather than to a screen. */
export function CaseBar(): ReactNode {
  const openCase = useOpenCase();
  const standin = useWindow((store) => store.state.phase === 'ready' && store.state.window.standin);
  return (
    <header className="case-bar">
      <span className="brand">Stillhunt</span>
      {openCase !== null && (
        <>
          <span className="case-name" title={openCase.path}>
            <InertLine text={openCase.name} />
          </span>
          {openCase.readOnly && (
            <span className="read-only">
              <Lock size={11} /> read-only
            </span>
          )}
          <span className="case-figures">
            <span>
              <Count value={openCase.exchanges} /> exchanges
            </span>
            <span>
              <Count value={openCase.accounts} /> accounts
            </span>
            {openCase.firstSeen !== null && (
              <span>
                <Instant iso={openCase.firstSeen} precision="day" /> – <Instant iso={openCase.lastSeen} precision="day" />
              </span>
            )}
          </span>
        </>
      )}
      <span className="spring" />
      {standin && <span className="standin">development stand-in</span>}
      <ThemeButton />
      <Tooltip content={<KeyTip does="Show these shortcuts" />} placement="bottom-end" compact>
        <Button
          variant="minimal"
          size="small"
          icon={<Help size={14} />}
          aria-label="Keyboard shortcuts"
          onClick={() => useDialogs.getState().show({ phase: 'shortcuts' })}
        />
      </Tooltip>
      {openCase !== null && (
        <Tooltip content={<KeyTip does="Close the case" />} placement="bottom-end" compact>
          <Button variant="minimal" size="small" icon={<Cross size={14} />} aria-label="Close the case" onClick={() => void closeCase()} />
        </Tooltip>
      )}
    </header>
  );
}

function ThemeButton(): ReactNode {
  const { choice, choose } = useTheme();
  const icon = { system: <Contrast size={14} />, light: <Flash size={14} />, dark: <Moon size={14} /> }[choice];
  return (
    <Tooltip content={<KeyTip does="Switch theme: system, light, dark" />} placement="bottom-end" compact>
      <Button variant="minimal" size="small" icon={icon} aria-label={`Theme: ${choice}`} onClick={() => choose(nextChoice(choice))} />
    </Tooltip>
  );
}
