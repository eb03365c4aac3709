/** A whole network as a board carries it: pixels in, logits and the cycles they took out. */
package vit2rtl.fpga.network;
