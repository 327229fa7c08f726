import type { CampaignAccount } from './campaign-accounts.ts';
import type { Operation } from './operation.ts';
import type { OperationPlan, Trace } from './plans.ts';
import type { PlantedPart, PlantedTie } from './truth.ts';

/** What an account's trace puts into the log, by the names of the layers. */
function layersOf(trace: Trace, plan: OperationPlan): readonly string[] {
  switch (trace) {
    case 'payment':
      return plan.accountsPerCard > 1 ? ['payment'] : [];
    case 'client_ip':
      if (plan.network === 'pool') return ['client_ip', 'client_ip_24'];
      return plan.network === 'own-proxy' ? ['client_ip_24'] : [];
    case 'template':
      return plan.wording === 'fixed' ? ['template', 'system_prompt'] : [];
    case 'tool_schema':
      return plan.tools === 'all' || plan.capabilities.some(([name]) => name === 'agentic_tool_use') ? ['tool_schema'] : [];
    case 'user_agent':
      if (plan.software === 'frozen') return ['user_agent', 'user_agent_frozen'];
      return plan.software === 'relay' ? ['user_agent', 'tls_fingerprint', 'user_agent_upgrade'] : ['user_agent_upgrade'];
    case 'request_profile':
      return ['request_profile'];
    case 'elicitation':
      return plan.elicitation === 'plain' ? [] : ['elicitation_profile'];
  }
}

/** What all accounts share because of how the campaign is run. */
function conductOf({ plan, streams }: Operation): string[] {
  return [
    'load_evenness',
    'work_partition',
    ...(plan.jitterMinutes === 0 ? ['synchrony'] : []),
    ...(plan.signUps === 'batches' ? ['sign_up'] : []),
    ...(plan.lifetimeDays === null ? [] : ['succession']),
    ...(plan.stickyMinutes > 0 ? ['template_hand_off'] : []),
    ...(plan.network === 'residential' || plan.network === 'residential-local' ? ['ip_churn'] : []),
    ...(streams.some((stream) => stream.pivotMs !== null) ? ['model_switch'] : []),
  ];
}

/** The planted ties of a campaign and the parts of its accounts that show different ones. */
export function plantedTies(
  operation: Operation,
  accounts: readonly CampaignAccount[],
): { ties: readonly PlantedTie[]; parts: readonly PlantedPart[] } {
  const { plan } = operation;
  const counts = new Map<string, number>();
  const parts = new Map<string, { ties: readonly string[]; accounts: string[] }>();
  for (const account of accounts) {
    const ties = [...account.shows].flatMap((trace) => layersOf(trace, plan)).sort();
    for (const layer of ties) counts.set(layer, (counts.get(layer) ?? 0) + 1);
    const part = parts.get(ties.join()) ?? { ties, accounts: [] };
    part.accounts.push(account.id);
    parts.set(ties.join(), part);
  }
  for (const layer of conductOf(operation)) counts.set(layer, accounts.length);
  return {
    ties: [...counts].map(([layer, count]) => ({ layer, accounts: count })),
    parts: [...parts.values()].map((part) => ({ ...part, accounts: part.accounts.sort() })),
  };
}
