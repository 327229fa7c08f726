import { useEffect, useState } from 'react';
import type { CommandName, Commands } from '../../preload/contract.ts';
import { call } from './bridge.ts';
import { faultOf, type ShownFault } from './dialogs-store.ts';
import { useWindow } from './window-store.ts';

/** What a screen reads of the case. `refreshing` keeps the last answer in place, so that nothing jumps while somebody reads. */
export type Resource<T> =
  | { readonly phase: 'loading' }
  | { readonly phase: 'ready'; readonly value: T; readonly refreshing: boolean }
  | { readonly phase: 'failed'; readonly fault: ShownFault };

interface Held<N extends CommandName> {
  readonly key: string;
  readonly resource: Resource<Commands[N]['answer']>;
}

/** Calls a reading command, and calls it again whenever the case or the argument changes. */
export function useResource<N extends CommandName>(name: N, argument: Commands[N]['argument']): Resource<Commands[N]['answer']> {
  const revision = useWindow((store) => store.revision);
  const key = JSON.stringify(argument);
  const [held, setHeld] = useState<Held<N>>({ key, resource: { phase: 'loading' } });

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the argument, `revision` asks for a new reading
  useEffect(() => {
    let current = true;
    setHeld((last) =>
      last.key === key && last.resource.phase === 'ready'
        ? { key, resource: { ...last.resource, refreshing: true } }
        : { key, resource: { phase: 'loading' } },
    );
    call(name, argument).then(
      (value) => current && setHeld({ key, resource: { phase: 'ready', value, refreshing: false } }),
      (error: unknown) => current && setHeld({ key, resource: { phase: 'failed', fault: faultOf(error) } }),
    );
    return () => {
      current = false;
    };
  }, [name, key, revision]);

  return held.key === key ? held.resource : { phase: 'loading' };
}
