import { captureFormat } from './captured-calls.ts';

/** Captured calls of Anthropic's Messages interface. */
export const anthropicMessages = captureFormat('anthropic_messages', 'anthropic');
