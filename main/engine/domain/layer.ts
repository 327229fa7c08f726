/** One kind of evidence that ties accounts. */
export const LAYERS = [
  'payment',
  'template',
  'system_prompt',
  'tool_schema',
  'client_ip',
  'client_ip_24',
  'user_agent',
  'tls_fingerprint',
] as const;
export type Layer = (typeof LAYERS)[number];

/**
 * Layers that one innocent cause can produce together count as one kind of evidence: a popular app gives its users the same
 * system prompt, tool schema, wrapper text, user agent and TLS stack; one office gives the same address and /24.
 */
export const EVIDENCE_GROUPS = {
  payment: 'payment',
  template: 'content',
  system_prompt: 'content',
  tool_schema: 'content',
  client_ip: 'network',
  client_ip_24: 'network',
  user_agent: 'software',
  tls_fingerprint: 'software',
} as const satisfies Record<Layer, string>;
export type EvidenceGroup = (typeof EVIDENCE_GROUPS)[Layer];
