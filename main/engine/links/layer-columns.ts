import { GROUP_LAYERS, type GroupLayer, LAYERS, type Layer } from '../domain/layer.ts';
import { GROUP_RULES } from './group-rules.ts';
import { layerRule } from './layer-rules.ts';

/** Columns of the facts that a layer reads; with all of them empty it is unavailable. */
export function columnsOfLayer(layer: Layer): readonly string[] {
  return isGroupLayer(layer) ? GROUP_RULES[layer].columns : layerRule(layer).columns;
}

function isGroupLayer(layer: Layer): layer is GroupLayer {
  return (GROUP_LAYERS as readonly Layer[]).includes(layer);
}

/** Columns of the facts that the layers read together. */
export const LAYER_COLUMNS: readonly string[] = [...new Set(LAYERS.flatMap(columnsOfLayer))];
