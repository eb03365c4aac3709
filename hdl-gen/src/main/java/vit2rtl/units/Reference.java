package vit2rtl.units;

/**
 * A row's results by the same operation in double precision.
 *
 * @param codes  rounded to the unit's grid
 * @param values not rounded
 */
public record Reference(int[] codes, double[] values) {}
