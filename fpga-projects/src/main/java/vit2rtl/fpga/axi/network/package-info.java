/** A whole network as an IP: AXI4 reads of constants, AXI4-Stream pixels and logits, AXI4-Lite registers, drivers. */
package vit2rtl.fpga.axi.network;
