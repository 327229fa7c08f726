import { LAYERS, type Layer } from '../domain/layer.ts';
import type { LayerRule } from './layer-rule.ts';
import { CLIENT_IP_LAYER } from './layers/client-ip.ts';
import { CLIENT_NETWORK_LAYER } from './layers/client-network.ts';
import { PAYMENT_LAYER } from './layers/payment.ts';
import { SYSTEM_PROMPT_LAYER } from './layers/system-prompt.ts';
import { TEMPLATE_LAYER } from './layers/template.ts';
import { TLS_FINGERPRINT_LAYER } from './layers/tls-fingerprint.ts';
import { TOOL_SCHEMA_LAYER } from './layers/tool-schema.ts';
import { USER_AGENT_LAYER } from './layers/user-agent.ts';

const RULES: Readonly<Record<Layer, LayerRule>> = {
  payment: PAYMENT_LAYER,
  template: TEMPLATE_LAYER,
  system_prompt: SYSTEM_PROMPT_LAYER,
  tool_schema: TOOL_SCHEMA_LAYER,
  client_ip: CLIENT_IP_LAYER,
  client_ip_24: CLIENT_NETWORK_LAYER,
  user_agent: USER_AGENT_LAYER,
  tls_fingerprint: TLS_FINGERPRINT_LAYER,
};

/** The rule of a layer. */
export function layerRule(layer: Layer): LayerRule {
  return RULES[layer];
}

/** Columns of the facts that the layers read together. */
export const LAYER_COLUMNS: readonly string[] = [...new Set(LAYERS.flatMap((layer) => RULES[layer].columns))];
