/** LayerNorm on Power-of-Two-Factor codes. */
package vit2rtl.units.layernorm;
