import type { NumericSetting } from '../../main/engine/domain/analysis-settings.ts';
import type { InnocentExplanation, Strength } from '../../main/engine/domain/campaign.ts';
import type { CampaignEditKind, EditState } from '../../main/engine/domain/campaign-edit.ts';
import type { Capability, Elicitation } from '../../main/engine/domain/capability.ts';
import type { QuarantineReason } from '../../main/engine/domain/case.ts';
import type { InjectionStyle } from '../../main/engine/domain/detectability.ts';
import type { FileGroupKind } from '../../main/engine/domain/import-review.ts';
import type { JobKind } from '../../main/engine/domain/job.ts';
import type { EVIDENCE_GROUPS, EvidenceGroup, Layer } from '../../main/engine/domain/layer.ts';
import type { TokenKind } from '../../main/engine/domain/price-table.ts';
import type { EventKind, SideTableKind } from '../../main/engine/domain/sources.ts';

export const LAYER_WORDS: Readonly<Record<Layer, { readonly name: string; readonly means: string }>> = {
  payment: { name: 'Payment', means: 'accounts paid with the same instrument' },
  template: { name: 'Template', means: 'prompts of the accounts share a rare skeleton or are near-duplicates' },
  system_prompt: { name: 'System prompt', means: 'accounts send the same rare system prompt' },
  tool_schema: { name: 'Tool schema', means: 'accounts declare the same rare set of tools' },
  client_ip: { name: 'Client IP', means: 'accounts call from the same address' },
  client_ip_24: { name: 'Client /24', means: 'accounts call from the same small network' },
  user_agent: { name: 'User agent', means: 'accounts use the same rare client program' },
  tls_fingerprint: { name: 'TLS fingerprint', means: 'accounts use the same rare TLS stack' },
  elicitation_profile: { name: 'Elicitation profile', means: 'accounts ask for the same work in the same way' },
  request_profile: { name: 'Request profile', means: 'accounts send the same request parameters' },
  user_agent_upgrade: { name: 'Version upgrade', means: 'accounts took a new version of their program at the same time' },
  model_switch: { name: 'Model switch', means: 'accounts turned to a model at the same time' },
  sign_up: { name: 'Sign-up batch', means: 'accounts began at the same time' },
  load_evenness: { name: 'Even load', means: 'accounts of the group are given about the same work' },
  synchrony: { name: 'Synchrony', means: 'accounts of the group are busy at the same moments' },
  ip_churn: { name: 'IP churn', means: 'accounts of the group change addresses far more than others' },
  succession: { name: 'Succession', means: 'accounts of the group start when others of it stop' },
  topic_coverage: { name: 'Topic coverage', means: 'accounts of the group ask for the same mix of work' },
  template_hand_off: { name: 'Template hand-off', means: 'while one account of the group uses a template, no other does' },
  work_partition: { name: 'Work partition', means: 'accounts of the group never ask what another of it asked, though strangers do' },
};

export const GROUP_OF_LAYER: typeof EVIDENCE_GROUPS = {
  payment: 'payment',
  template: 'content',
  system_prompt: 'content',
  tool_schema: 'content',
  client_ip: 'network',
  client_ip_24: 'network',
  user_agent: 'software',
  tls_fingerprint: 'software',
  elicitation_profile: 'content',
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
};

export const GROUP_WORDS: Readonly<Record<EvidenceGroup, string>> = {
  payment: 'payment',
  content: 'content of the prompts',
  network: 'network',
  software: 'client software',
  timing: 'timing',
  lifecycle: 'life of the accounts',
};

export const CAPABILITY_WORDS: Readonly<Record<Capability, string>> = {
  other: 'Other',
  software_engineering: 'Software engineering',
  agentic_tool_use: 'Agentic tool use',
  reasoning: 'Reasoning',
  mathematics: 'Mathematics',
  data_analysis: 'Data analysis',
  knowledge_qa: 'Knowledge questions',
  summarization_extraction: 'Summary and extraction',
  translation_multilingual: 'Translation',
  creative_writing: 'Creative writing',
  roleplay_chat: 'Roleplay and chat',
  safety_policy: 'Safety and policy',
};

export const ELICITATION_WORDS: Readonly<Record<Elicitation, string>> = {
  plain: 'Plain answer',
  reasoning_trace: 'Reasoning trace',
  rubric_grading: 'Rubric grading',
  preference_pair: 'Preference pair',
  instruction_generation: 'Instruction generation',
  tool_trajectory: 'Tool trajectory',
};

export const TOKEN_KIND_WORDS: Readonly<Record<TokenKind, string>> = {
  input: 'input',
  cacheRead: 'read from cache',
  cacheWrite: 'written to cache',
  output: 'output',
};

export const STRENGTH_WORDS: Readonly<Record<Strength, { readonly name: string; readonly means: string; readonly rank: number }>> = {
  lead: { name: 'Lead', means: 'One kind of evidence ties these accounts. It is a place to look, not a finding.', rank: 1 },
  probable: { name: 'Probable', means: 'Two or more independent kinds of evidence tie these accounts.', rank: 2 },
  strong: {
    name: 'Strong',
    means: 'Independent kinds of evidence tie these accounts, and what they ask for, tested apart from that, stands out from the baseline.',
    rank: 3,
  },
};

export const VERDICT_WORDS: Readonly<Record<InnocentExplanation['verdict'], string>> = { 'ruled out': 'Ruled out', possible: 'Possible' };

export const EDIT_WORDS: Readonly<Record<CampaignEditKind, string>> = {
  merge: 'Merged',
  split: 'Split off',
  add: 'Added',
  drop: 'Dropped',
  create: 'Made a campaign',
};

export const EDIT_STATE_WORDS: Readonly<Record<EditState, { readonly name: string; readonly means: string }>> = {
  pending: { name: 'Not yet analysed', means: 'The next analysis applies it' },
  'undone, pending': { name: 'Undone, not yet analysed', means: 'The analysis shown still has it; the next one does not' },
  applied: { name: 'Applied', means: 'The analysis shown has it' },
  'without effect': { name: 'Without effect', means: 'The analysis shown could not apply it' },
  undone: { name: 'Undone', means: 'It is kept here and in the activity log, and changes nothing' },
};

export const STYLE_WORDS: Readonly<Record<InjectionStyle, { readonly name: string; readonly means: string }>> = {
  naive: { name: 'Naive', means: 'A card for twelve accounts, few addresses, one wording, old software' },
  residential: { name: 'Residential', means: 'Another home address for every request; cards for four accounts' },
  paraphrased: { name: 'Paraphrased', means: 'The wording changes with every request; tools and request settings stay' },
  'benign-mix-50': { name: 'Half ordinary', means: 'Half of what each account sends is ordinary use of another customer' },
  combined: { name: 'Combined', means: 'All of these at once, by accounts that live a few days' },
};

export const SETTING_WORDS: Readonly<Record<NumericSetting, { readonly name: string; readonly means: string }>> = {
  minAccounts: { name: 'Fewest accounts', means: 'A smaller group is no campaign' },
  maxAccountsPerValue: { name: 'Most accounts of a value', means: 'A value that more accounts share ties nobody' },
  linkFalseDiscoveryRate: { name: 'Links by chance', means: 'Share of tested links that may be due to chance' },
  resolution: { name: 'Resolution', means: 'Higher gives smaller groups that are tied more tightly' },
  flagRatio: { name: 'Flag from ratio', means: 'A share is flagged only when it is this many times the baseline' },
  flagFalseDiscoveryRate: { name: 'Flags by chance', means: 'Share of flags that may be due to chance' },
  bootstrapDraws: { name: 'Draws', means: 'More give steadier intervals of shares, and take longer' },
  seed: { name: 'Seed', means: 'Where random numbers start; the same seed gives the same result' },
};

export const QUARANTINE_WORDS: Readonly<Record<QuarantineReason, string>> = {
  'not-json': 'Not JSON',
  'not-utf8': 'Not UTF-8',
  'not-an-object': 'Not an object',
  'wrong-type': 'Wrong type',
  'bad-time': 'Impossible time',
  'too-long': 'Too long',
  'column-count': 'Column count',
  'cut-off': 'Cut off',
  'not-an-exchange': 'Not an exchange',
};

export const GROUP_KIND_WORDS: Readonly<Record<FileGroupKind, { readonly name: string; readonly means: string }>> = {
  known: { name: 'Recognised', means: 'Its records are read by the rules of this format.' },
  guessed: { name: 'Mapping guessed', means: 'Its columns were taken for canonical ones by their names and values. Look at the guess.' },
  unmapped: { name: 'Needs a mapping', means: 'Nothing tells which of its columns hold an exchange. Map them, or it is left out.' },
  'side-table': { name: 'Side table', means: 'It adds to exchanges instead of holding them.' },
};

export const SIDE_TABLE_WORDS: Readonly<Record<SideTableKind, { readonly name: string; readonly adds: string }>> = {
  accounts: { name: 'Accounts', adds: 'payment hash, e-mail domain, sign-up time, country and plan, by account' },
  edge: { name: 'Edge log', adds: 'TLS fingerprint, ASN, user agent, country and IP, by request id or by IP and time' },
  'api-keys': { name: 'API keys', adds: 'account and organisation, by API key' },
};

/** Fields that a side table of each kind can give. */
export const SIDE_TABLE_FIELDS: Readonly<Record<SideTableKind, readonly string[]>> = {
  accounts: ['account_id', 'org_id', 'payment_hash', 'country', 'email', 'email_hash', 'email_domain_hash', 'signed_up_at', 'plan'],
  edge: ['request_id', 'ts', 'client_ip', 'tls_fingerprint', 'asn', 'user_agent', 'country'],
  'api-keys': ['api_key_id', 'account_id', 'org_id'],
};

export const EVENT_WORDS: Readonly<Record<EventKind, string>> = {
  'model-release': 'Model release',
  'ban-wave': 'Ban wave',
  memo: 'Memo',
  other: 'Other',
};

export const JOB_WORDS: Readonly<Record<JobKind, { readonly doing: string; readonly done: string }>> = {
  look: { doing: 'Looking at the files', done: 'Look at the files' },
  import: { doing: 'Importing', done: 'Import' },
  removal: { doing: 'Removing the source', done: 'Removal' },
  'side-table': { doing: 'Joining side tables', done: 'Join of side tables' },
  analysis: { doing: 'Analysing', done: 'Analysis' },
  export: { doing: 'Exporting evidence', done: 'Evidence export' },
  check: { doing: 'Checking the case', done: 'Check' },
  detectability: { doing: 'Planting campaigns', done: 'Detectability' },
};

function isKeyOf<T extends object>(table: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(table, key);
}

/** Lines of the exchanges table carry capability and elicitation as plain strings; unknown ones are shown as they are. */
export function capabilityWord(value: string): string {
  return isKeyOf(CAPABILITY_WORDS, value) ? CAPABILITY_WORDS[value] : value;
}
export function elicitationWord(value: string): string {
  return isKeyOf(ELICITATION_WORDS, value) ? ELICITATION_WORDS[value] : value;
}

const languageNames = new Intl.DisplayNames('en', { type: 'language' });

/** `zh` as Chinese; what is no language code is shown as it is. */
export function languageWord(value: string): string {
  return /^[a-z]{2}$/.test(value) ? (languageNames.of(value) ?? value) : value;
}
export function layerWord(value: string): string {
  return isKeyOf(LAYER_WORDS, value) ? LAYER_WORDS[value].name : value;
}
