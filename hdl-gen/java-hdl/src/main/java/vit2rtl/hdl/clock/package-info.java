/** Checked crossings between clocks. */
package vit2rtl.hdl.clock;
