package vit2rtl.golden.checkpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vit2rtl.golden.checkpoint.facts.Fact;
import vit2rtl.golden.checkpoint.facts.Facts;
import vit2rtl.golden.checkpoint.facts.Stated;
import vit2rtl.golden.data.ResizeAndCrop;
import vit2rtl.golden.data.ResizeAndCrop.Edges;
import vit2rtl.golden.data.ResizeAndCrop.Margin;
import vit2rtl.golden.data.ResizeFilter;
import vit2rtl.golden.data.Resizing;
import vit2rtl.golden.data.UnknownResizing;

/**
 * timm's transform for evaluation: an edge to ⌊side/crop_pct⌋ pixels, then the middle. The shorter one with the crop_mode
 * center, both with squash. Of what is not stated while something is, timm's default counts: bicubic, 0.875, center.
 */
final class EvaluationTransform {
  private static final double USUAL_CROP = 0.875;
  private static final String USUAL_MODE = "center";
  private static final List<Fact<?>> FACTS = List.of(Fact.CROP_PCT, Fact.INTERPOLATION, Fact.CROP_MODE);

  private EvaluationTransform() {}

  /** Who states how images become those of {@code side} rows and columns; nobody where no fact is known. */
  static Optional<Stated<Resizing>> of(Facts facts, int side) {
    List<String> sources = FACTS.stream().map(facts::get).flatMap(Optional::stream).map(Stated::source).toList();
    if (sources.isEmpty()) {
      return Optional.empty();
    }
    double crop = facts.value(Fact.CROP_PCT).orElse(USUAL_CROP);
    String interpolation = facts.value(Fact.INTERPOLATION).orElse(ResizeFilter.BICUBIC.name());
    String mode = facts.value(Fact.CROP_MODE).orElse(USUAL_MODE).toLowerCase(Locale.ROOT);
    Optional<ResizeFilter> filter = ResizeFilter.named(interpolation);
    Resizing how;
    if (!(crop > 0 && crop <= 1 && side / crop <= ResizeAndCrop.MOST)) {
      how = unknown(facts, Fact.CROP_PCT, "above 0 to 1, for up to " + ResizeAndCrop.MOST + " pixels");
    } else if (filter.isEmpty()) {
      how = unknown(facts, Fact.INTERPOLATION,
          Arrays.stream(ResizeFilter.values()).map(f -> f.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", ")));
    } else if (!mode.equals(USUAL_MODE) && !mode.equals("squash")) {
      how = unknown(facts, Fact.CROP_MODE, "center, squash");
    } else {
      how = new ResizeAndCrop(mode.equals(USUAL_MODE) ? Edges.SHORTER : Edges.BOTH, (int) Math.floor(side / crop),
          filter.get(), side, Margin.EVEN, sources.stream().flatMap(s -> Stream.of(s.split(":")[0])).distinct()
          .collect(Collectors.joining(" and ")));
    }
    return Optional.of(new Stated<>(how, String.join(", ", sources)));
  }

  private static Resizing unknown(Facts facts, Fact<?> fact, String allowed) {
    Stated<?> stated = facts.get(fact).orElseThrow();
    return new UnknownResizing(stated.source() + " is " + stated.value() + "; allowed: " + allowed + "; resize the images"
        + " before, or state --" + fact.label().replace('_', '-'));
  }
}
