/** Cycles of a program without simulating it, exactly those that the hardware takes when no stream stalls. */
package vit2rtl.accelerator.cycles;
