/** The Swin Transformer (V1): sizes, windows, the common form of its checkpoints, and the float network. */
package vit2rtl.golden.swin;
