/**
 * What a test bench is written against, whatever simulates the design: a {@link vit2rtl.sim.dut.Dut} with ports, cycles
 * and batches of rows on streams, what comes out of them, and how it fails. A simulator of another kind implements that
 * one interface.
 */
package vit2rtl.sim.dut;
