/**
 * The float Vision Transformer with timm's names, every intermediate tensor visible. Floats live here and in calibration only.
 */
package vit2rtl.golden.vit;
