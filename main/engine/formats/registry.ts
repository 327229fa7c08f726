import { anthropicBatch } from './anthropic-batch.ts';
import { anthropicMessages } from './anthropic-messages.ts';
import { azureApimGateway } from './azure-apim-gateway.ts';
import { azureApimLlm } from './azure-apim-llm.ts';
import { azureOpenaiRr } from './azure-openai-rr.ts';
import { bedrockCloudwatch, bedrockS3 } from './bedrock.ts';
import { canonicalCsv } from './canonical-csv.ts';
import { canonicalJsonl } from './canonical-jsonl.ts';
import { canonicalParquet } from './canonical-parquet.ts';
import { cloudtrail } from './cloudtrail.ts';
import { elasticdump, elasticsearchBulk } from './elasticsearch.ts';
import { envoyAccess } from './envoy-access.ts';
import { isJsonObject } from './exchange-draft.ts';
import { CANONICAL_FIELDS } from './exchange-record.ts';
import { helicone } from './helicone.ts';
import { langfuse } from './langfuse.ts';
import { litellmS3 } from './litellm-s3.ts';
import { litellmSpendlogs } from './litellm-spendlogs.ts';
import { lmsysChat } from './lmsys-chat.ts';
import type { FileSample, LogFormat, RecordFormat, TableFormat } from './log-format.ts';
import { mappedCsv } from './mapped-csv.ts';
import { mappedJsonl } from './mapped-jsonl.ts';
import { type FieldPlan, type Mapping, planFields } from './mapping.ts';
import { columnsOf, guessMapping } from './mapping-guess.ts';
import { nginxAccess } from './nginx-access.ts';
import { openaiBatch } from './openai-batch.ts';
import { openaiChat } from './openai-chat.ts';
import { openaiResponses } from './openai-responses.ts';
import { openaiStored } from './openai-stored.ts';
import { openrouterActivity } from './openrouter-activity.ts';
import { otelLogs } from './otel-logs.ts';
import { otelTraces } from './otel-traces.ts';
import { portkey } from './portkey.ts';
import { sharegpt } from './sharegpt.ts';
import { vertexBq } from './vertex-bq.ts';
import { wildchat } from './wildchat.ts';

/** Formats of providers, gateways and collectors, in the order in which they are tried. */
const RECORD_FORMATS: readonly RecordFormat[] = [
  openrouterActivity,
  litellmSpendlogs,
  otelTraces,
  otelLogs,
  bedrockCloudwatch,
  bedrockS3,
  cloudtrail,
  anthropicBatch,
  openaiBatch,
  openaiStored,
  vertexBq,
  azureOpenaiRr,
  azureApimGateway,
  azureApimLlm,
  litellmS3,
  langfuse,
  helicone,
  portkey,
  wildchat,
  lmsysChat,
  sharegpt,
  anthropicMessages,
  openaiResponses,
  openaiChat,
  nginxAccess,
  envoyAccess,
  canonicalParquet,
];
const CARRIER_FORMATS: readonly TableFormat[] = [elasticdump, elasticsearchBulk];
const MAPPED_FORMATS: readonly TableFormat[] = [...CARRIER_FORMATS, mappedJsonl, mappedCsv];
const CANONICAL_FORMATS: readonly TableFormat[] = [canonicalJsonl, canonicalCsv];

/** Every format. */
export const LOG_FORMATS: readonly LogFormat[] = [...RECORD_FORMATS, ...MAPPED_FORMATS, ...CANONICAL_FORMATS];

export interface Recognition {
  readonly format: LogFormat;
  readonly reason: string;
  /** The mapping to read it by: the given one, or one guessed from names and values. */
  readonly mapping: Mapping | null;
}

/**
 * The first format that recognises the sample. With a mapping only the mapped formats are tried; without one the formats of records, then canonical
 * columns, then a table whose columns can be guessed.
 */
export function recogniseFormat(sample: FileSample, mapping: Mapping | null): Recognition | null {
  if (mapping !== null) return recogniseMapped(sample, mapping, 'given');
  for (const format of RECORD_FORMATS) {
    const reason = format.recognise(sample, null);
    if (reason !== null) return { format, reason, mapping: null };
  }
  const guessed = guessedMapping(sample);
  if (guessed === null || !guessed.isForeign) {
    for (const format of CANONICAL_FORMATS) {
      if (!format.framings.includes(sample.framing)) continue;
      const reason = format.recognise(sample, null);
      if (reason !== null) return { format, reason, mapping: null };
    }
  }
  return guessed === null ? null : recogniseMapped(sample, guessed.mapping, 'guessed');
}

function recogniseMapped(sample: FileSample, mapping: Mapping, origin: 'given' | 'guessed'): Recognition | null {
  const plan: FieldPlan = planFields(mapping, CANONICAL_FIELDS);
  for (const format of MAPPED_FORMATS) {
    if (!format.framings.includes(sample.framing)) continue;
    const reason = format.recognise(sample, plan);
    if (reason !== null) return { format, reason: origin === 'given' ? reason : `${reason} (mapping guessed by name)`, mapping };
  }
  return null;
}

/** A mapping of the sample's columns, null where they show no calls to a model; `isForeign` when it gives a meaning to a column that is not canonical. */
export function guessedMapping(sample: FileSample): { readonly mapping: Mapping; readonly isForeign: boolean } | null {
  const carrier = CARRIER_FORMATS.find((format) => format.framings.includes(sample.framing) && format.recognise(sample, null) !== null);
  const rows = sample.records.map((record) => carrier?.row?.(record) ?? (carrier === undefined ? record : null)).filter(isJsonObject);
  const columns = sample.columns ?? columnsOf(rows);
  if (columns.length === 0) return null;
  const { mapping, isLog } = guessMapping(columns, rows);
  if (!isLog) return null;
  const isForeign = carrier !== undefined || Object.entries(mapping.columns).some(([column, field]) => field !== null && column !== field);
  return { mapping, isForeign };
}

export function findFormat(name: string): LogFormat | null {
  return LOG_FORMATS.find((format) => format.name === name) ?? null;
}
