/** An SVG path through one value a step, over a box of 1000 by 100; nulls leave gaps, a value alone is a short dash. */
export function linePath(values: readonly (number | null)[], most: number): string {
  const step = 1000 / Math.max(1, values.length);
  const parts: string[] = [];
  values.forEach((value, i) => {
    if (value === null) return;
    const [x, y] = [(i + 0.5) * step, 100 - (100 * value) / most];
    const isFirst = i === 0 || values[i - 1] === null;
    const isLast = i + 1 === values.length || values[i + 1] === null;
    if (isFirst && isLast) parts.push(`M${round(x - step / 3)} ${round(y)}H${round(x + step / 3)}`);
    else parts.push(`${isFirst ? 'M' : 'L'}${round(x)} ${round(y)}`);
  });
  return parts.join('');
}

const round = (value: number): number => Math.round(value * 100) / 100;
