/** Arithmetic that several units share: normaliser, trees, constant multiples, clips. */
package vit2rtl.units.math;
