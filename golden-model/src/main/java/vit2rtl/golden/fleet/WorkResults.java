package vit2rtl.golden.fleet;

import java.util.List;

/**
 * All results of some work.
 *
 * @param head    what it was
 * @param units   a result for every unit, in their order
 * @param seconds wall-clock time of one run; of merged files, the sum of their shards' times
 */
public record WorkResults(WorkHead head, List<byte[]> units, double seconds) {}
