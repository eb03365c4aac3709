/**
 * Designs in Verilator's models, inside this JVM. Users open a {@link vit2rtl.sim.Simulation} with
 * {@link vit2rtl.sim.Simulator} and {@link vit2rtl.sim.SimOptions}; what it has beyond every
 * {@link vit2rtl.sim.dut.Dut} are signals and memories by object, clocks by time, drivers and monitors beside the steps,
 * coverage, and waves of the last cycles before a failure.
 */
package vit2rtl.sim;
