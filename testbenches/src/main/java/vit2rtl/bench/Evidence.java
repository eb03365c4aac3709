package vit2rtl.bench;

import java.nio.file.Path;
import java.util.Optional;
import vit2rtl.sim.dut.Samples;

/**
 * What a run leaves to look at.
 *
 * @param ports  the ports around its first mismatch, else where its output begins
 * @param waves  file with the waves of the last cycles before a mismatch
 * @param replay file that repeats a run with a mismatch, where one was asked for
 */
public record Evidence(Samples ports, Optional<Path> waves, Optional<Path> replay) {}
