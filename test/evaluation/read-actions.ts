import type { Actions } from '../../main/engine/links/co-action.ts';
import type { Traffic } from '../../main/engine/links/traffic.ts';
import type { CaseStore } from '../../main/storage/case-store.ts';
import { readFacts } from '../../main/storage/facts-reader.ts';
import { canonicalCodes, readUsedStrings } from '../../main/workers/analysis-codes.ts';

const FINGERPRINTS = ['skeleton_hash', 'head_hash', 'tail_hash', 'token_count', 'sketch'];

/** What the rows of a case act on, account codes as in `traffic`: the template family of the prompt, and the address. */
export function readActions(store: CaseStore, traffic: Traffic): { readonly template: Actions; readonly address: Actions } {
  const used = readUsedStrings(store, ['account_id', 'client_ip'], () => {});
  const accounts = canonicalCodes(used, 'account_id');
  const addresses = canonicalCodes(used, 'client_ip');
  const { rowCount } = store.rows();
  const account = new Int32Array(rowCount);
  const timeMs = new Float64Array(rowCount);
  const family = new Int32Array(rowCount);
  const address = new Int32Array(rowCount);
  readFacts(store, ['account_id', 'client_ip', 'ts', ...FINGERPRINTS], (segment) => {
    const at = segment.firstRow;
    const numbers = new Int32Array(segment.rowCount);
    traffic.skeletons.add(
      {
        skeletonHash: segment.hash64('skeleton_hash'),
        headHash: segment.hash32('head_hash'),
        tailHash: segment.hash32('tail_hash'),
        tokenCount: Uint16Array.from(segment.integers('token_count').values),
        sketch: segment.bytes('sketch'),
      },
      segment.rowCount,
      numbers,
    );
    account.set(
      segment.codes('account_id').map((code) => accounts.numberOf[code] ?? -1),
      at,
    );
    address.set(
      segment.codes('client_ip').map((code) => addresses.numberOf[code] ?? -1),
      at,
    );
    family.set(
      numbers.map((number) => (number < 0 ? -1 : (traffic.familyOf[number] as number))),
      at,
    );
    timeMs.set(segment.timesMs(), at);
  });
  return { template: { account, object: family, timeMs }, address: { account, object: address, timeMs } };
}
