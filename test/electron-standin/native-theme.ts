import { EventEmitter } from 'node:events';
import { windows } from './windows.ts';

type Theme = 'system' | 'light' | 'dark';

class NativeTheme extends EventEmitter {
  #source: Theme = 'system';

  get themeSource(): Theme {
    return this.#source;
  }
  set themeSource(source: Theme) {
    this.#source = source;
    for (const window of windows.values()) {
      void window.pageReady
        .then((page) => page.emulateMedia({ colorScheme: source === 'system' ? null : source }))
        .then(() => this.emit('updated'))
        .catch(() => {});
    }
  }
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark';
  }
}

export const nativeTheme = new NativeTheme();
