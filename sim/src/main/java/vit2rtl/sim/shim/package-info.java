/**
 * Internal: the C++ between a Verilated model and Java, generated for each design, and the block of ports that both
 * sides share. Not for users.
 */
package vit2rtl.sim.shim;
