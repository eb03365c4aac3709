/**
 * Memories, and what their reads return of words that are being written. A component makes one with {@code mem} or
 * {@code rom}; {@link vit2rtl.hdl.memory.Memories} and {@link vit2rtl.hdl.memory.SimulatedZeros} are for the toolkit
 * itself.
 */
package vit2rtl.hdl.memory;
