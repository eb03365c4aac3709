/** Rows for a unit: random ones, and those that hit its ties and limits. */
package vit2rtl.bench.unit;
