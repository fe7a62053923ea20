// Sizes of a part's tar slice and the padding of their number, so that a length tells little. Same as Formats/Testimonies/Buckets.cs.

export const sizes: readonly number[] = [16 << 10, 64 << 10, 256 << 10, 1 << 20, 4 << 20];

export const largest = 4 << 20;

/** The smallest bucket that holds so many octets, or the largest. */
export const bucketFor = (octets: number): number => sizes.find((size) => octets <= size) ?? largest;

/** Padmé: rounds up so that only the leading bits of a number show. Source: Nikitin et al., PURBs, PETS 2019, §4. Below 2^31. */
export function pad(number: number): number {
  if (number < 2) return number;
  const exponent = log2(number);
  const mask = 2 ** (exponent - log2(exponent) - 1) - 1;
  // In doubles, not 32-bit integers: an archive asked for may be far too large, and must be refused as that.
  return mask < 1 ? number : Math.ceil(number / (mask + 1)) * (mask + 1);
}

function log2(number: number): number {
  let exponent = 0;
  for (let rest = number; rest >= 2; rest = Math.floor(rest / 2)) exponent++;
  return exponent;
}
