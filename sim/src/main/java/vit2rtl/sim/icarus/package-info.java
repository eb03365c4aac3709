/** The same streams through Icarus Verilog, as a generated test bench that checks itself. */
package vit2rtl.sim.icarus;
