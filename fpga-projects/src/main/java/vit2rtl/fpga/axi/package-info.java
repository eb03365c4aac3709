/**
 * Units as AXI4-Stream and AXI4-Lite IPs: wrapper, register map, IP-XACT, C and Python drivers, all of one description.
 */
package vit2rtl.fpga.axi;
