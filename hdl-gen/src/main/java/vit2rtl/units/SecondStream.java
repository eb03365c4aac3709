package vit2rtl.units;

import vit2rtl.golden.IntRange;

/**
 * A second stream of a unit, with rows as long as those of {@code in}; a beat of both is taken when both are there.
 *
 * @param stream its name
 * @param range  the integers it takes
 */
public record SecondStream(String stream, IntRange range) {}
