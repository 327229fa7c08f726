import { Button } from '@blueprintjs/core';
import { Cog } from '@blueprintjs/icons';
import type { ReactNode } from 'react';
import { useDialogs } from '../state/dialogs-store.ts';

/** Opens the settings of the analysis. */
export function SettingsButton(): ReactNode {
  return (
    <Button
      size="small"
      variant="minimal"
      icon={<Cog />}
      text="Settings"
      title="Layers and thresholds of the analysis"
      onClick={() => useDialogs.getState().show({ phase: 'settings' })}
    />
  );
}
