/** Hardware units on FPGAs: synthesis, boards and IPs. */
package vit2rtl.fpga;
