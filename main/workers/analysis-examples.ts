import type { CampaignDraft } from '../engine/campaigns/describe-campaign.ts';
import { DICTIONARY_COLUMNS } from '../engine/domain/exchange-columns.ts';
import type { Traffic } from '../engine/links/traffic.ts';
import type { CaseStore } from '../storage/case-store.ts';
import { readFacts } from '../storage/facts-reader.ts';

const EXAMPLES = 3;
const ID_BYTES = 16;

interface Example {
  readonly id: Buffer;
  readonly row: number;
}

/**
 * Rows that show the most used template family of each campaign: those with the smallest exchange ids among its members, so that the choice
 * does not depend on the order of import. One list a campaign, empty where no family holds it.
 */
export function findExampleRows(store: CaseStore, traffic: Traffic, drafts: readonly CampaignDraft[]): readonly (readonly number[])[] {
  const campaignOf = new Int32Array(traffic.accountIds.length).fill(-1);
  drafts.forEach(({ members, exampleFamily }, campaign) => {
    if (exampleFamily >= 0) for (const account of members) campaignOf[account] = campaign;
  });
  const examples = drafts.map((): Example[] => []);
  if (campaignOf.every((campaign) => campaign === -1)) return examples.map(() => []);
  const accountOfCode = accountsByCode(store, traffic.accountIds);
  readFacts(store, ['account_id', 'exchange_id', 'skeleton_hash', 'token_count'], (segment) => {
    const codes = segment.codes('account_id');
    const numbers = new Int32Array(segment.rowCount);
    const keys = { skeletonHash: segment.hash64('skeleton_hash'), tokenCount: new Uint16Array(segment.integers('token_count').values) };
    traffic.skeletons.find(keys, segment.rowCount, numbers);
    const ids = segment.bytes('exchange_id');
    for (let row = 0; row < segment.rowCount; row++) {
      const account = accountOfCode[codes[row] as number] ?? -1;
      const campaign = account < 0 ? -1 : (campaignOf[account] as number);
      if (campaign < 0 || (numbers[row] as number) < 0) continue;
      if (traffic.familyOf[numbers[row] as number] !== drafts[campaign]?.exampleFamily) continue;
      keepSmallest(examples[campaign] ?? [], ids.subarray(row * ID_BYTES, (row + 1) * ID_BYTES), segment.firstRow + row);
    }
  });
  return examples.map((found) => found.map(({ row }) => row));
}

function accountsByCode(store: CaseStore, accountIds: readonly string[]): Int32Array {
  const column = DICTIONARY_COLUMNS.find(({ name }) => name === 'account_id');
  if (column === undefined) throw new TypeError('no dictionary column account_id');
  const numbers = new Map(accountIds.map((id, number) => [id, number]));
  return Int32Array.from(store.dictionaries.values(column.number), (id) => (id === null ? -1 : (numbers.get(id) ?? -1)));
}

function keepSmallest(examples: Example[], id: Uint8Array, row: number): void {
  const largest = examples[examples.length - 1];
  if (examples.length === EXAMPLES && largest !== undefined && Buffer.compare(id, largest.id) >= 0) return;
  examples.push({ id: Buffer.from(id), row });
  examples.sort((x, y) => Buffer.compare(x.id, y.id));
  if (examples.length > EXAMPLES) examples.pop();
}
