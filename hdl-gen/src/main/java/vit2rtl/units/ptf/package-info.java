/** From the wide residual stream to Power-of-Two-Factor codes. */
package vit2rtl.units.ptf;
