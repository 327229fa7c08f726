const Z = 1.959963984540054;

/**
 * Wilson's 95 % score interval of a share (Wilson 1927): `successes` of `trials`, neither of which need be whole, so that trials that are not
 * independent can count as fewer. 0 to 1; all of it for no trial.
 */
export function wilsonInterval(successes: number, trials: number): { readonly low: number; readonly high: number } {
  if (trials <= 0) return { low: 0, high: 1 };
  const share = successes / trials;
  const square = Z * Z;
  const middle = (share + square / (2 * trials)) / (1 + square / trials);
  const reach = (Z / (1 + square / trials)) * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials));
  return { low: share === 0 ? 0 : Math.max(0, middle - reach), high: share === 1 ? 1 : Math.min(1, middle + reach) };
}
