import { create } from 'zustand';
import type { CheckReport, LockHolder } from '../../main/engine/domain/case.ts';
import type { SerializedFailure } from '../../main/engine/domain/failure.ts';
import { CommandFailure } from './bridge.ts';

/** A fault the user must see. `unexpected` is a bug: it has no code and no advice. */
export type ShownFault =
  | { readonly kind: 'failure'; readonly failure: SerializedFailure }
  | { readonly kind: 'unexpected'; readonly message: string; readonly stack: string };

export type Dialog =
  | { readonly phase: 'none' }
  | { readonly phase: 'fault'; readonly fault: ShownFault; readonly doing: string }
  | {
      readonly phase: 'locked';
      readonly recentPath: string | null;
      readonly failure: SerializedFailure;
      readonly holder: LockHolder | null;
    }
  | { readonly phase: 'shortcuts' }
  | { readonly phase: 'changes' }
  | { readonly phase: 'settings' }
  | { readonly phase: 'prices' }
  | { readonly phase: 'export'; readonly campaignIds: readonly string[] }
  | { readonly phase: 'checked'; readonly report: CheckReport };

interface DialogsStore {
  readonly dialog: Dialog;
  show(dialog: Dialog): void;
  close(): void;
}

export const useDialogs = create<DialogsStore>((set) => ({
  dialog: { phase: 'none' },
  show: (dialog) => set({ dialog }),
  close: () => set({ dialog: { phase: 'none' } }),
}));

export function faultOf(error: unknown): ShownFault {
  if (error instanceof CommandFailure) return { kind: 'failure', failure: error.failure };
  if (error instanceof Error) return { kind: 'unexpected', message: error.message, stack: error.stack ?? '' };
  return { kind: 'unexpected', message: String(error), stack: '' };
}

/** Shows an error in the failure dialog. `doing` completes "while …". */
export function showFault(error: unknown, doing: string): void {
  useDialogs.getState().show({ phase: 'fault', fault: faultOf(error), doing });
}
