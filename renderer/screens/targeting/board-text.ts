import type { CampaignImpact, ImpactReport } from '../../../main/engine/domain/impact.ts';
import type { BoardCampaign } from '../../../main/engine/domain/targeting-board.ts';
import type { ExchangeFilter } from '../../../preload/contract.ts';
import { percent, probability, ratio } from '../../state/figures.ts';
import { CAPABILITY_WORDS, ELICITATION_WORDS } from '../../state/words.ts';

/** One column of the board: a capability or an elicitation. */
export interface BoardColumn {
  readonly id: string;
  readonly name: string;
  readonly axis: 'capability' | 'elicitation';
  readonly startsBlock?: true;
}

export const BOARD_COLUMNS: readonly BoardColumn[] = [
  ...Object.entries(CAPABILITY_WORDS)
    .filter(([id]) => id !== 'other')
    .map(([id, name]) => ({ id, name, axis: 'capability' as const })),
  { id: 'other', name: CAPABILITY_WORDS.other, axis: 'capability' },
  ...Object.entries(ELICITATION_WORDS).map(([id, name], i) => ({
    id,
    name,
    axis: 'elicitation' as const,
    ...(i === 0 ? { startsBlock: true as const } : {}),
  })),
];

export type Compared = BoardCampaign['capabilities'][number] | BoardCampaign['elicitations'][number];

export function comparedAt(campaign: BoardCampaign, { id, axis }: BoardColumn): Compared | null {
  return (
    (axis === 'capability'
      ? campaign.capabilities.find(({ capability }) => capability === id)
      : campaign.elicitations.find(({ elicitation }) => elicitation === id)) ?? null
  );
}

export function filterOf({ campaignId }: BoardCampaign, { id, axis }: BoardColumn): ExchangeFilter {
  return axis === 'capability' ? { campaignId, capability: id } : { campaignId, elicitation: id };
}

/** What stands in a cell of the map. */
export type CellFigure = 'log-odds' | 'ratio' | 'share';

export function cellText(cell: Compared, figure: CellFigure): string {
  if (figure === 'ratio') return ratio(cell.ratio);
  if (figure === 'share') return `${(cell.share * 100).toFixed(cell.share >= 0.0995 ? 0 : 1)}`;
  return logOddsText(cell.logOdds);
}

/** `+2.1`, `−0.4`, `0.0`. */
export function logOddsText(logOdds: number): string {
  const figure = Math.abs(logOdds).toFixed(1);
  return figure === '0.0' ? figure : `${logOdds < 0 ? '−' : '+'}${figure}`;
}

/** All figures of a cell. */
export function cellLabel(campaign: BoardCampaign, column: BoardColumn, cell: Compared): string {
  const parts = [
    `${campaign.campaignId}, ${column.name}: ${percent(cell.share)} of its exchanges, ${percent(cell.baselineShare)} of the baseline`,
    `ratio ${ratio(cell.ratio)}, 95 % interval ${ratio(cell.ratioLow)} to ${ratio(cell.ratioHigh)}`,
    `q ${probability(cell.qValue)}`,
    `log-odds ${logOddsText(cell.logOdds)}`,
  ];
  return `${parts.join('; ')}${cell.flagged ? '; flagged' : ''}`;
}

/** What is flagged of an axis, highest ratio first. */
export function flaggedOf(
  campaign: BoardCampaign,
  axis: BoardColumn['axis'],
): readonly { readonly column: BoardColumn; readonly cell: Compared }[] {
  return BOARD_COLUMNS.filter((column) => column.axis === axis)
    .flatMap((column) => {
      const cell = comparedAt(campaign, column);
      return cell?.flagged ? [{ column, cell }] : [];
    })
    .toSorted((a, b) => b.cell.ratio - a.cell.ratio);
}

export function impactOf(report: ImpactReport | null, campaignId: string): CampaignImpact | null {
  return report?.campaigns.find((one) => one.campaignId === campaignId) ?? null;
}
