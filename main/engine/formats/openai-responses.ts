import { captureFormat } from './captured-calls.ts';

/** Captured calls of OpenAI's Responses interface. */
export const openaiResponses = captureFormat('openai_responses', 'responses');
