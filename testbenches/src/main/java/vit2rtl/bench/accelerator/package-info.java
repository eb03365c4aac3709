/**
 * A whole network in simulated hardware beside its golden model: every integer tensor compared, in order of the network.
 */
package vit2rtl.bench.accelerator;
