/**
 * A quantised Vision Transformer: its parameters, its file, its forward pass with every integer tensor visible, and its ranges.
 */
package vit2rtl.golden.network;
