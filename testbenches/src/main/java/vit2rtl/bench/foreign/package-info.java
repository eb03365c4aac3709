/**
 * Units whose RTL was written elsewhere, verified like those that are generated here: a shell gives their ports the
 * names and widths of the unit's.
 */
package vit2rtl.bench.foreign;
