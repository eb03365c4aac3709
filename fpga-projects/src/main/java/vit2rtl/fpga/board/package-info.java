/**
 * Units behind a serial line on a board, from a board's file to its bitstream and back, and the whole of it in simulation.
 */
package vit2rtl.fpga.board;
