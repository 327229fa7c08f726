/** Layers that tie pairs of accounts through a value that both used. */
export const LINK_LAYERS = [
  'payment',
  'template',
  'system_prompt',
  'tool_schema',
  'elicitation_profile',
  'client_ip',
  'client_ip_24',
  'user_agent',
  'tls_fingerprint',
  'request_profile',
  'user_agent_upgrade',
  'model_switch',
  'sign_up',
] as const;
export type LinkLayer = (typeof LINK_LAYERS)[number];

/** Layers that say of a group of accounts as a whole whether it behaves as one. */
export const GROUP_LAYERS = [
  'load_evenness',
  'synchrony',
  'ip_churn',
  'succession',
  'topic_coverage',
  'template_hand_off',
  'work_partition',
] as const;
export type GroupLayer = (typeof GROUP_LAYERS)[number];

/** One kind of evidence that ties accounts. */
export const LAYERS = [...LINK_LAYERS, ...GROUP_LAYERS] as const;
export type Layer = LinkLayer | GroupLayer;

/**
 * Layers that one innocent cause can produce together count as one kind of evidence, and are not independent of each other:
 *
 *   payment    what a customer pays with
 *   content    what is asked, and in which words: an app gives its users the same system prompt, tools and wrapper text, and one kind of work, and a harness its pool of items
 *   network    where requests come from: one office gives the same address and /24, and the same way of changing them
 *   software   what sends them: an app gives the same user agent, TLS stack and request parameters, and updates them at once
 *   timing     when they come: one scheduler gives even load, common hours, turns taken with accounts and templates, and one moment of changing the model
 *   lifecycle  when accounts begin and end: one purchase or one course gives a batch
 */
export const EVIDENCE_GROUPS = {
  payment: 'payment',
  template: 'content',
  system_prompt: 'content',
  tool_schema: 'content',
  elicitation_profile: 'content',
  client_ip: 'network',
  client_ip_24: 'network',
  user_agent: 'software',
  tls_fingerprint: 'software',
  request_profile: 'software',
  user_agent_upgrade: 'software',
  model_switch: 'timing',
  sign_up: 'lifecycle',
  load_evenness: 'timing',
  synchrony: 'timing',
  ip_churn: 'network',
  succession: 'lifecycle',
  topic_coverage: 'content',
  template_hand_off: 'timing',
  work_partition: 'content',
} as const satisfies Record<Layer, string>;
export type EvidenceGroup = (typeof EVIDENCE_GROUPS)[Layer];
/** The kinds of evidence, each once. */
export const EVIDENCE_KINDS: readonly EvidenceGroup[] = [...new Set(Object.values(EVIDENCE_GROUPS))];
