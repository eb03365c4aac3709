/** The host's side of the serial line to a board: lines, framing, and what an answer must look like. */
package vit2rtl.fpga.serial;
