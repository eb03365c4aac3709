/** Yosys, place and route, and their figures as records, by target. */
package vit2rtl.fpga.synth;
