import type { SerializedFailure } from '../../main/engine/domain/failure.ts';
import type { Bridge, CommandName, Commands } from '../../preload/contract.ts';

declare global {
  interface Window {
    readonly stillhunt: Bridge;
  }
}

/** A command's failure, thrown so that screens can use promises; `failure` is what the program sent. */
export class CommandFailure extends Error {
  readonly failure: SerializedFailure;

  constructor(failure: SerializedFailure) {
    super(failure.message);
    this.name = 'CommandFailure';
    this.failure = failure;
  }
}

export async function call<N extends CommandName>(name: N, argument: Commands[N]['argument']): Promise<Commands[N]['answer']> {
  const answer = await window.stillhunt.call(name, argument);
  if (answer.ok) return answer.value;
  throw new CommandFailure(answer.failure);
}
