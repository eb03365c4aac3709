package vit2rtl.accelerator.schedule;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.BitWriter;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.job.ConstantTable;
import vit2rtl.accelerator.job.JobTensors;
import vit2rtl.accelerator.job.Memory;
import vit2rtl.accelerator.job.Region;

/** A linear layer: its columns' constants once, then tile after tile for some rows. */
final class LinearJobs {
  private final AcceleratorConfig config;
  private final Emitter out;
  private final String place;
  private final Operand operand;
  private final List<Columns> tiles;
  private final Conversion conversion;
  private final int[] constantsAt;
  private final List<byte[]> extra;
  private final byte[] weights;
  private boolean waits;

  /** How constants get into the stream: now, or in the background. */
  @FunctionalInterface
  interface Way {
    void constants(String place, ConstantTable table, int address, List<byte[]> words, Region written);
  }

  /**
   * A layer whose constants lie from a word of the drain's table on.
   *
   * @param extra words behind the columns' own
   */
  LinearJobs(AcceleratorConfig config, Emitter out, String place, Operand operand, List<Columns> tiles,
      Conversion conversion, int table, List<byte[]> extra) {
    this.config = config;
    this.out = out;
    this.place = place;
    this.operand = operand;
    this.tiles = tiles;
    this.conversion = conversion;
    this.weights = operand.params().weights();
    this.constantsAt = new int[tiles.size() + 1];
    this.extra = extra;
    constantsAt[0] = table;
    for (int i = 0; i < tiles.size(); i++) {
      constantsAt[i + 1] = constantsAt[i] + tiles.get(i).groups(config.lanes());
    }
  }

  /** Loads the constants, or lets them come right before the first tile, where they take another layer's place. */
  void constants(Way way) {
    waits = new Layout(config).columnsShare();
    if (!waits) {
      load(way);
    }
  }

  private void load(Way way) {
    List<byte[]> words = new ArrayList<>();
    tiles.forEach(tile -> words.addAll(words(tile)));
    words.addAll(extra);
    way.constants(place, ConstantTable.COLUMNS, constantsAt[0], words,
        Region.of(Memory.COLUMN_TABLE, constantsAt[0], words.size()));
  }

  /** Whether the layer's inputs are unsigned codes. */
  boolean unsigned() {
    return operand.unsigned();
  }

  /** The word behind the columns' own. */
  int behind() {
    return constantsAt[tiles.size()];
  }

  int tiles() {
    return tiles.size();
  }

  Columns tile(int i) {
    return tiles.get(i);
  }

  private List<byte[]> words(Columns tile) {
    int[] bias = operand.params().bias();
    int[] columns = tile.drained(config.lanes());
    List<byte[]> words = new ArrayList<>();
    for (int group = 0; group < columns.length; group += config.lanes()) {
      BitWriter word = new BitWriter(config.lanes() * ColumnWord.bits(config));
      for (int lane = 0; lane < config.lanes(); lane++) {
        int c = columns[group + lane];
        if (c < 0) {
          ColumnWord.putNothing(word, config);
        } else {
          ColumnWord.put(word, config, operand.bias(weights, bias, c), conversion, c);
        }
      }
      words.add(word.bytes());
    }
    return words;
  }

  /** The jobs of one tile for rows of activations. */
  void tile(int i, Activations in, Destination to, JobTensors.Drained names) {
    if (waits) {
      waits = false;
      load(out::constants);
    }
    Columns tile = tiles.get(i);
    int width = config.inner();
    int inner = (operand.inner() + width - 1) / width;
    List<byte[]> words = new ArrayList<>();
    for (int t = 0; t < inner; t++) {
      for (int c : tile.columns()) {
        words.add(operand.weights(weights, c, t, width));
      }
    }
    int groups = tile.groups(config.lanes());
    new TileJobs(config, out).add(place, in, inner, TileJobs.Stationary.weights(words, inner), groups, constantsAt[i],
        groups, conversion, to, names);
  }
}
