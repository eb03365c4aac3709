package vit2rtl.accelerator.schedule;

import vit2rtl.accelerator.job.DrainTarget;
import vit2rtl.accelerator.job.Region;

/**
 * Where a tile of the drain goes.
 *
 * @param target       memory, as the drain names it
 * @param address      word of the first element
 * @param bank         part of that word
 * @param stride       words between rows
 * @param firstResidue which of the rows that share an address the first is
 * @param written      what of the memory changes
 * @param accumulate   1: added to what is there, behind the saturation
 */
record Destination(DrainTarget target, int address, int bank, int stride, int firstResidue, Region written,
    int accumulate) {

  /** Rows of words of {@code wordLanes} elements, from element {@code offset} of each row on. */
  static Destination of(DrainTarget target, int rowAddress, int offset, int wordLanes, int lanes, int stride,
      Region written) {
    return new Destination(target, rowAddress + offset / wordLanes, offset % wordLanes / lanes, stride, 0, written, 0);
  }
}
