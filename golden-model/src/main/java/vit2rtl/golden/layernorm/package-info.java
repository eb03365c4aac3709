/**
 * LayerNorm on Power-of-Two-Factor codes in integers, what compiles it from floats, and the way from a wide residual stream to
 * its codes: the definitions that hardware is compared with.
 */
package vit2rtl.golden.layernorm;
