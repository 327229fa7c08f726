import { captureFormat } from './captured-calls.ts';

/** Captured calls of OpenAI's Chat Completions interface, which many servers share. */
export const openaiChat = captureFormat('openai_chat', 'chat');
