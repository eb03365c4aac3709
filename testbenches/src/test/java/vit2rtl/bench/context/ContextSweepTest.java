package vit2rtl.bench.context;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.softmax.IExp;
import vit2rtl.golden.softmax.LogBase;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.golden.softmax.ZeroState;
import vit2rtl.units.context.ContextConfig;

/** Many random shapes of the unit; the totals are printed. */
@Tag("sweep")
class ContextSweepTest {
  private static final int SHAPES = 40;
  private static final int ELEMENTS = 20_000;

  @Test
  void equalsItsGoldenFunctionInManyShapes() {
    Random random = new Random(13);
    long elements = 0;
    for (int shape = 0; shape < SHAPES; shape++) {
      ContextConfig config = config(random);
      elements += new ContextRun(config).verify(shape, Math.max(14, ELEMENTS / 4 / config.width()));
    }
    System.out.println("context: " + SHAPES + " shapes, " + elements + " elements, 0 mismatches");
  }

  private static ContextConfig config(Random random) {
    LogBase base = pick(random, LogBase.values());
    SoftmaxParams params = new SoftmaxParams(IExp.ofScale(Math.exp(-4 * random.nextDouble())), random.nextInt(4, 9),
        base, pick(random, ZeroState.values()));
    int tokens = (int) Math.ceil(Math.pow(300, random.nextDouble()));
    int width = (int) Math.ceil(Math.pow(64, random.nextDouble()));
    int outLanes = pick(random, 1, 2, 4);
    int lanes = outLanes * random.nextInt(1, Math.max(1, width / outLanes) + 1);
    if (lanes > width) {
      lanes = width;
      outLanes = Math.min(outLanes, width);
    }
    return new ContextConfig(params, tokens, width, pick(random, 1, 2, 4), lanes, outLanes,
        pick(random, IntRange.signed(8), new IntRange(-127, 127), new IntRange(-255, 200), new IntRange(0, 255)));
  }

  @SafeVarargs
  private static <T> T pick(Random random, T... values) {
    return values[random.nextInt(values.length)];
  }
}
