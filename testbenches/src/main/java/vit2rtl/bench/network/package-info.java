/**
 * The units where they work: every place of a network that a unit computes, with the rows that arrive there, through
 * golden model and hardware.
 */
package vit2rtl.bench.network;
