import { isJsonObject, type JsonObject } from './exchange-draft.ts';
import type { FileSample, TableFormat } from './log-format.ts';

const isDump = (record: JsonObject): boolean => Object.hasOwn(record, '_index') && isJsonObject(record._source);
const isAction = (record: JsonObject): boolean =>
  Object.keys(record).length === 1 && ['index', 'create', 'update', 'delete'].some((name) => isJsonObject(record[name]));

const some = (sample: FileSample, test: (record: JsonObject) => boolean): boolean => sample.records.some(test);

/** Lines of elasticdump: `_index`, `_id` and the document as `_source`. */
export const elasticdump: TableFormat = {
  name: 'elasticdump',
  idScope: 'mapped',
  kind: 'mapped',
  framings: ['lines', 'values'],
  recognise: (sample) => (some(sample, isDump) ? 'a record wraps its document in _index and _source' : null),
  row: (record) => (isJsonObject(record._source) ? record._source : null),
};

/** A bulk file: an action line before each document line. */
export const elasticsearchBulk: TableFormat = {
  name: 'es_bulk',
  idScope: 'mapped',
  kind: 'mapped',
  framings: ['lines'],
  recognise: (sample) => (some(sample, isAction) ? 'a line is an action of the Elasticsearch bulk interface' : null),
  row: (record) => (isAction(record) ? null : record),
};
