import type { LinkLayer } from '../domain/layer.ts';
import type { LayerRule } from './layer-rule.ts';
import { CLIENT_IP_LAYER } from './layers/client-ip.ts';
import { CLIENT_NETWORK_LAYER } from './layers/client-network.ts';
import { ELICITATION_PROFILE_LAYER } from './layers/elicitation-profile.ts';
import { MODEL_SWITCH_LAYER } from './layers/model-switch.ts';
import { PAYMENT_LAYER } from './layers/payment.ts';
import { REQUEST_PROFILE_LAYER } from './layers/request-profile.ts';
import { SIGN_UP_LAYER } from './layers/sign-up.ts';
import { SYSTEM_PROMPT_LAYER } from './layers/system-prompt.ts';
import { TEMPLATE_LAYER } from './layers/template.ts';
import { TLS_FINGERPRINT_LAYER } from './layers/tls-fingerprint.ts';
import { TOOL_SCHEMA_LAYER } from './layers/tool-schema.ts';
import { USER_AGENT_LAYER } from './layers/user-agent.ts';
import { USER_AGENT_UPGRADE_LAYER } from './layers/user-agent-upgrade.ts';

const RULES: Readonly<Record<LinkLayer, LayerRule>> = {
  payment: PAYMENT_LAYER,
  template: TEMPLATE_LAYER,
  system_prompt: SYSTEM_PROMPT_LAYER,
  tool_schema: TOOL_SCHEMA_LAYER,
  client_ip: CLIENT_IP_LAYER,
  client_ip_24: CLIENT_NETWORK_LAYER,
  user_agent: USER_AGENT_LAYER,
  tls_fingerprint: TLS_FINGERPRINT_LAYER,
  elicitation_profile: ELICITATION_PROFILE_LAYER,
  request_profile: REQUEST_PROFILE_LAYER,
  user_agent_upgrade: USER_AGENT_UPGRADE_LAYER,
  model_switch: MODEL_SWITCH_LAYER,
  sign_up: SIGN_UP_LAYER,
};

/** The rule of a layer. */
export function layerRule(layer: LinkLayer): LayerRule {
  return RULES[layer];
}
