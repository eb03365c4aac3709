/** Attention times values, by shifts. */
package vit2rtl.units.context;
