/** What the page tells the main process over the WebSocket. */
export type PageFrame =
  | { readonly t: 'invoke'; readonly id: number; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly t: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly t: 'open'; readonly url: string }
  | { readonly t: 'preload-error'; readonly message: string }
  | {
      readonly t: 'key';
      readonly key: string;
      readonly code: string;
      readonly control: boolean;
      readonly shift: boolean;
      readonly alt: boolean;
      readonly meta: boolean;
    };

/** What the main process tells the page. */
export type MainFrame =
  | { readonly t: 'answer'; readonly id: number; readonly ok: boolean; readonly value: unknown }
  | { readonly t: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly t: 'dropped'; readonly paths: Readonly<Record<string, string>> };
