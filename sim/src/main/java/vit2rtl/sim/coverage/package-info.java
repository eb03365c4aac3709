/** Lines, bits and covers that runs reached, merged, as a table and for lcov. */
package vit2rtl.sim.coverage;
