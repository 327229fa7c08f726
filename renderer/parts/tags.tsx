import type { ReactNode } from 'react';
import type { Strength } from '../../main/engine/domain/campaign.ts';
import type { Layer } from '../../main/engine/domain/layer.ts';
import { GROUP_OF_LAYER, LAYER_WORDS, STRENGTH_WORDS } from '../state/words.ts';

export function StrengthTag({ strength }: { readonly strength: Strength }): ReactNode {
  const { name, means, rank } = STRENGTH_WORDS[strength];
  return (
    <span className={`strength ${strength}`} title={means}>
      <span className="strength-bars" aria-hidden="true">
        {[1, 2, 3].map((bar) => (
          <span key={bar} className={bar <= rank ? 'on' : ''} />
        ))}
      </span>
      {name}
    </span>
  );
}

export function LayerTag({ layer }: { readonly layer: Layer }): ReactNode {
  const { name, means } = LAYER_WORDS[layer];
  return (
    <span className={`layer-tag group-${GROUP_OF_LAYER[layer]}`} title={`${name}: ${means}`}>
      {name}
    </span>
  );
}
