package vit2rtl.accelerator.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.cycles.CycleModel;
import vit2rtl.accelerator.schedule.ProgramBuilder;
import vit2rtl.golden.InputException;
import vit2rtl.golden.network.QuantizedVit;

/**
 * Lanes that keep an accelerator's multipliers busy: from the lanes at hand, one kind after another is doubled as long as
 * that saves at least {@link #WORTH} percent of the cycles.
 *
 * @param config the accelerator with these lanes
 * @param cycles what it takes for a single image
 */
public record LaneAdvice(AcceleratorConfig config, long cycles) {
  /** Percent of the cycles that a doubling must save. */
  public static final double WORTH = 1;

  /** What to change; the accelerator itself where nothing is worth it. */
  public static LaneAdvice of(AcceleratorConfig config, QuantizedVit model) {
    LaneAdvice best = at(config, model);
    for (Optional<LaneAdvice> better = Optional.of(best); better.isPresent(); ) {
      best = better.get();
      better = best.step(model);
    }
    return best;
  }

  private static LaneAdvice at(AcceleratorConfig config, QuantizedVit model) {
    return new LaneAdvice(config, new CycleModel(ProgramBuilder.build(config, model)).run(1));
  }

  private Optional<LaneAdvice> step(QuantizedVit model) {
    LaneAdvice best = null;
    for (AcceleratorConfig wider : wider()) {
      LaneAdvice tried = at(wider, model);
      if (tried.cycles < cycles * (1 - WORTH / 100)
          && (best == null || tried.cycles < best.cycles)) {
        best = tried;
      }
    }
    return Optional.ofNullable(best);
  }

  private List<AcceleratorConfig> wider() {
    List<AcceleratorConfig> wider = new ArrayList<>();
    int lanes = config.lanes();
    int context = config.contextLanes();
    add(wider, 2 * lanes, config.softmaxLanes(), Math.max(context, 2 * lanes));
    add(wider, lanes, 2 * config.softmaxLanes(), context);
    add(wider, lanes, config.softmaxLanes(), Math.min(config.shape().headWidth(), 2 * context));
    return wider;
  }

  /** Where such an accelerator exists. */
  private void add(List<AcceleratorConfig> to, int lanes, int softmax, int context) {
    if (softmax > config.shape().tokens() || lanes > config.shape().headWidth()) {
      return;
    }
    try {
      AcceleratorConfig other = new AcceleratorConfig(config.shape(), config.formats(), config.columns(), config.inner(),
          lanes, softmax, context, config.groups(), config.taps(), config.products(), config.economy(),
          config.ways());
      if (!other.equals(config)) {
        to.add(other);
      }
    } catch (InputException e) {
      // Lanes that do not divide are no choice.
    }
  }
}
