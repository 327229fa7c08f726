/** What an exchange asks the model to be good at. The order is a storage format: append, never reorder. */
export const CAPABILITIES = [
  'other',
  'software_engineering',
  'agentic_tool_use',
  'reasoning',
  'mathematics',
  'data_analysis',
  'knowledge_qa',
  'summarization_extraction',
  'translation_multilingual',
  'creative_writing',
  'roleplay_chat',
  'safety_policy',
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** How an exchange asks. The order is a storage format: append, never reorder. */
export const ELICITATIONS = [
  'plain',
  'reasoning_trace',
  'rubric_grading',
  'preference_pair',
  'instruction_generation',
  'tool_trajectory',
] as const;
export type Elicitation = (typeof ELICITATIONS)[number];

/** What most of a prompt is written in, by ISO 639-1. The order is a storage format: append, never reorder. */
export const LANGUAGES = [
  'unknown',
  'en',
  'zh',
  'es',
  'fr',
  'de',
  'pt',
  'it',
  'nl',
  'pl',
  'tr',
  'vi',
  'id',
  'sv',
  'da',
  'no',
  'fi',
  'cs',
  'ro',
  'hu',
  'ru',
  'uk',
  'bg',
  'ar',
  'fa',
  'ja',
  'ko',
  'el',
  'he',
  'hi',
  'bn',
  'ta',
  'th',
] as const;
export type Language = (typeof LANGUAGES)[number];
