package vit2rtl.golden.kernel;

import vit2rtl.golden.kernel.library.Room;

/**
 * Memory for one image on its way through blocks.
 *
 * @param stream  the residual stream
 * @param normed  a LayerNorm's codes, then the context's
 * @param codes   queries, keys and values
 * @param active  codes behind the GELU
 * @param scratch what attention keeps of a head
 */
record Workspace(StreamRows stream, Room normed, Room codes, Room active, Room scratch) {}
