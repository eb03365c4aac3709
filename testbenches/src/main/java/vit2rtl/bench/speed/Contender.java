package vit2rtl.bench.speed;

import java.util.function.Supplier;
import vit2rtl.golden.eval.Classifier;

/**
 * Who is measured beside the golden model.
 *
 * @param name   for the table
 * @param images of a turn at most: slow ones get fewer
 * @param open   makes it ready; its memory counts from there
 */
public record Contender(String name, int images, Supplier<Classifier> open) {}
