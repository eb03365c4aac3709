package vit2rtl.bench.context;

import java.util.Arrays;
import java.util.Random;
import vit2rtl.golden.softmax.LogIntSoftmax;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.units.context.ContextConfig;

/** Rows of codes that a softmax may give, up to the most weight it may give, and values with their extremes. */
record ContextStimulus(ContextConfig config, Random random) {

  int[] codes(int rows) {
    int n = config.tokens();
    int[] codes = new int[rows * n];
    for (int row = 0; row < rows; row++) {
      int[] one = switch (row % 7) {
        case 0 -> softmax(random.nextInt(2, 256));
        case 1 -> none();
        case 2 -> oneHot();
        case 3 -> filled(0, 0);
        case 4 -> filled(greatest(), greatest());
        case 5 -> filled(0, greatest());
        default -> softmax(3);
      };
      System.arraycopy(one, 0, codes, row * n, n);
    }
    return codes;
  }

  /** The greatest code that has a weight by its meaning; it may lie below the fraction. */
  private int greatest() {
    SoftmaxParams params = config.params();
    return params.isZero(params.maxCode()) ? params.maxCode() - 1 : params.maxCode();
  }

  private int[] softmax(int spread) {
    return new LogIntSoftmax(config.params())
        .apply(random.ints(config.tokens(), 0, spread).toArray(), config.tokens());
  }

  private int[] none() {
    int[] row = new int[config.tokens()];
    Arrays.fill(row, config.params().maxCode());
    return row;
  }

  private int[] oneHot() {
    int[] row = none();
    row[random.nextInt(row.length)] = 0;
    return row;
  }

  /** Codes of a range while the weights allow it, from a random token on. */
  private int[] filled(int least, int most) {
    int from = random.nextInt(config.tokens());
    return config.admissible(random.ints(config.tokens(), least, most + 1).toArray(), from);
  }

  /** Row-major [tokens, width]: columns of extremes, of alternating extremes, of random values. */
  int[] values() {
    int least = (int) config.values().min();
    int most = (int) config.values().max();
    int[] values = new int[config.tokens() * config.width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = switch (i % config.width() % 5) {
        case 0 -> most;
        case 1 -> least;
        case 2 -> random.nextBoolean() ? least : most;
        default -> random.nextInt(least, most + 1);
      };
    }
    return values;
  }

  /** The words of the value memory; what no token or element stands behind is random. */
  int[] words(int[] values) {
    int perWord = config.codeLanes() * config.lanes();
    int[] words = new int[config.words() * perWord];
    for (int i = 0; i < words.length; i++) {
      int word = i / perWord;
      int token = word / config.passes() * config.codeLanes() + i % perWord / config.lanes();
      int element = word % config.passes() * config.lanes() + i % config.lanes();
      words[i] = token < config.tokens() && element < config.width() ? values[token * config.width() + element]
          : random.nextInt((int) config.values().min(), (int) config.values().max() + 1);
    }
    return words;
  }
}
