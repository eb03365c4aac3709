/** GELU by a table and a power-of-two factor per channel. */
package vit2rtl.units.gelu;
