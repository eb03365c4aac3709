package vit2rtl.golden.network;

import vit2rtl.golden.ops.WindowParams;

/**
 * A block whose attention goes within windows; its tokens are in the image's order everywhere else.
 *
 * @param block   what every block has
 * @param windows windows and relative positions
 */
public record WindowBlockParams(BlockParams block, WindowParams windows) {}
