/** A network's constants in a board's serial flash: what is written into it, and the circuit that reads it. */
package vit2rtl.fpga.flash;
