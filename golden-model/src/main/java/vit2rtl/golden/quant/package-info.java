/**
 * From statistics of floats to scales, zero points and power-of-two factors. It runs before inference, never during it.
 */
package vit2rtl.golden.quant;
