import type { PriceHistory } from '../engine/domain/price-table.ts';
import type { CaseSession } from '../services/cases.ts';
import { readImpact } from '../services/impact.ts';
import { readPriceFile, writePriceFile } from '../services/price-files.ts';
import { listPrices, requirePrices, restorePrices, savePrices } from '../services/price-tables.ts';
import type { CommandHandlers } from './command-context.ts';
import { askNewPriceFile, askPriceFile } from './dialogs.ts';
import type { OpenCase } from './open-case.ts';

type ImpactCommand = 'impact.read' | 'prices.read' | 'prices.save' | 'prices.restore' | 'prices.open' | 'prices.export';

export const impactCommands: CommandHandlers<ImpactCommand> = {
  'impact.read': ({ openCase }, request) => readImpact(openCase.session(), request),
  'prices.read': ({ openCase }) => listPrices(openCase.session()),
  'prices.save': ({ openCase }, { rows, note }) => changing(openCase, (session) => savePrices(session, rows, note)),
  'prices.restore': ({ openCase }, { version }) => changing(openCase, (session) => restorePrices(session, version)),
  'prices.open': async ({ window }) => {
    const path = await askPriceFile(window);
    return path === null ? null : { path, rows: readPriceFile(path) };
  },
  'prices.export': async ({ window, openCase }, { version }) => {
    const session = openCase.session();
    const table = requirePrices(session, version);
    const path = await askNewPriceFile(window, `${session.summary().name} prices ${version}`);
    if (path === null) return null;
    writePriceFile(path, table);
    return { path };
  },
};

function changing(openCase: OpenCase, work: (session: CaseSession) => unknown): PriceHistory {
  const session = openCase.writableSession();
  work(session);
  openCase.changed();
  return listPrices(session);
}
