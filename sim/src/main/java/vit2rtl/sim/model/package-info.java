/**
 * Internal: one model in native memory. Its functions, port values, clocks and resets, batched jobs and counters. Not
 * for users.
 */
package vit2rtl.sim.model;
