import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countCoActions } from '../../main/engine/links/co-action.ts';
import { actionsOf, coordinatedPairs, readShares } from '../engine/coaction/coordinated-shares.ts';

/**
 * Our co-action code against CooRTweet's published definition on its own data set of 35,125 retweets, at several windows. `--data FOLDER` holds
 * `russian_coord_tweets.csv`.
 */
const { values } = parseArgs({ options: { data: { type: 'string' } } });
if (values.data === undefined) throw new Error('--data FOLDER is missing');
const shares = readShares(readFileSync(join(values.data, 'russian_coord_tweets.csv'), 'utf8'));
const { actions, accountIds } = actionsOf(shares);
let differing = 0;
for (const seconds of [1, 10, 60, 3_600]) {
  for (const leastActions of [1, 2, 5]) {
    const started = performance.now();
    const found = countCoActions(actions, { windowMs: seconds * 1000, leastActions });
    const ours = performance.now() - started;
    const expected = coordinatedPairs(shares, seconds, leastActions);
    let wrong = Math.abs(found.accountA.length - expected.size);
    found.accountA.forEach((a, i) => {
      const pair = expected.get(`${accountIds[a]} ${accountIds[found.accountB[i] as number]}`);
      if (pair === undefined || pair.weight !== found.actionPairs[i] || pair.objects !== found.objects[i]) wrong++;
    });
    differing += wrong;
    process.stdout.write(
      `within ${seconds} s, at least ${leastActions} shares: ${expected.size} pairs by the definition, ${found.accountA.length} by ours, ${wrong} differ (${ours.toFixed(0)} ms)\n`,
    );
  }
}
process.exitCode = differing === 0 ? 0 : 1;
