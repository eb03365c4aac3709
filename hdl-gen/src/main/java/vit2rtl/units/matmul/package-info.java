/** Matrix products on weight-stationary columns, which the accelerator's engine consists of, too. */
package vit2rtl.units.matmul;
