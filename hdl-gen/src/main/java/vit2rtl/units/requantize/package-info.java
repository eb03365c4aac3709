/** Accumulators to codes, with a zero point or a residual added. */
package vit2rtl.units.requantize;
