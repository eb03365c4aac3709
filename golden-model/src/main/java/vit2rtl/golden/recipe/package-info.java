/** A float network and calibration images compiled into integers: the recipes {@code wide} and {@code fqvit}. */
package vit2rtl.golden.recipe;
