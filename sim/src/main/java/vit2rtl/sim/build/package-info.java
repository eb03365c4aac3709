/**
 * Internal: from a text to a library that can be loaded. Verilator, the C++ compiler, and the cache of what they made.
 * Users see reports only: {@link vit2rtl.sim.build.ModelReport}, {@link vit2rtl.sim.build.CacheContents} and
 * {@link vit2rtl.sim.build.VerilatorVersion}.
 */
package vit2rtl.sim.build;
