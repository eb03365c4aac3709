/**
 * The units where they work: every LayerNorm and every attention head's softmax of a network, with the rows that arrive
 * there, through golden model and hardware.
 */
package vit2rtl.bench.network;
