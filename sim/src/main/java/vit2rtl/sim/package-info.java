/**
 * Verilator's models in this JVM: built, cached and loaded; ports as memory both sides see; batches of rows streamed natively;
 * waveforms, assertions and time limits as exceptions.
 */
package vit2rtl.sim;
