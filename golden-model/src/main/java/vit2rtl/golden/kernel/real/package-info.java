/**
 * Blocks of float networks by the native kernel, for calibration and comparison: the same bits as the definitions in
 * {@code vit}. Optional.
 */
package vit2rtl.golden.kernel.real;
