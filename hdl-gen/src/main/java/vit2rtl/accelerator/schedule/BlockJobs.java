package vit2rtl.accelerator.schedule;

import static vit2rtl.accelerator.schedule.Emitter.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.BitWriter;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.Units;
import vit2rtl.accelerator.job.ConstantTable;
import vit2rtl.accelerator.job.DrainTarget;
import vit2rtl.accelerator.job.Memory;
import vit2rtl.accelerator.job.Region;
import vit2rtl.accelerator.job.Shown;
import vit2rtl.accelerator.job.Source;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.ops.AttentionParams;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.LinearParams;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.WideAdd;
import vit2rtl.golden.vit.VitShape;

/**
 * The jobs of a block. The normalised rows of its first LayerNorm are there or on their way when it begins, and a
 * group's rows go on to the next LayerNorm as soon as its residual add is given out, so that LayerNorm works on one group
 * while the engine works on another.
 */
final class BlockJobs {
  private final AcceleratorConfig config;
  private final Layout layout;
  private final VitShape shape;
  private final Emitter out;
  private final StreamJobs stream;
  private final List<Rows> groups;

  BlockJobs(AcceleratorConfig config, Emitter out, StreamJobs stream) {
    this.config = config;
    this.layout = new Layout(config);
    this.shape = config.shape();
    this.out = out;
    this.stream = stream;
    this.groups = Rows.groups(shape.tokens(), layout.groupRows());
  }

  /**
   * Everything of a block.
   *
   * @param next      the LayerNorm behind it
   * @param nextPlace its name
   * @param nextRows  the leading rows that it normalises
   */
  void add(String name, BlockParams block, String nextPlace, NormParams next, int nextRows) {
    queriesKeysValues(name, block);
    attention(name, block);
    stream.constants(name + "norm2", block.norm2());
    Operand proj = new Operand(block.proj(), shape.heads() * layout.contextHead(), contextInput());
    LinearJobs projection = linear(name + "attn.proj", proj, shape.width(),
        Conversion.add(((WideAdd) block.attentionAdd()).rescale()));
    for (Rows rows : groups) {
      Activations in = Activations.of(Source.CONTEXT, Memory.CONTEXT, proj.unsigned(), 0, layout.contextWords(), rows);
      stream.add(projection, in, rows, name + "attn.proj.acc", name + "attn.out");
      stream.norm(name + "norm2", rows, shape.tokens());
    }
    mlp(name, block, nextPlace, next, nextRows);
  }

  private LinearJobs linear(String place, Operand operand, int outputs, Conversion conversion) {
    return new LinearJobs(config, out, place, operand, Columns.of(0, outputs, config.columns()), conversion,
        out.nextColumnBank() * layout.drainBank(), List.of());
  }

  // ---- attention ---------------------------------------------------------------------------------------------------

  private LinearJobs qkv;
  private List<Columns> segments;

  private void queriesKeysValues(String name, BlockParams block) {
    int d = shape.headWidth();
    Operand operand = Operand.of(block.qkv(), shape.width());
    List<Columns> tiles = new ArrayList<>();
    for (int segment = 0; segment < 3 * shape.heads(); segment++) {
      tiles.addAll(Columns.of(segment * d, d, config.columns()));
    }
    List<byte[]> scores = new ArrayList<>();
    for (int h = 0; h < shape.heads(); h++) {
      scores.add(scoreWord(block.attention().scores(), h));
    }
    qkv = new LinearJobs(config, out, name + "attn.qkv", operand, tiles, Conversion.codes(block.qkvCodes()),
        out.nextColumnBank() * layout.drainBank(), scores);
    for (Rows rows : groups) {
      Activations in = Activations.of(Source.NORMED, Memory.NORMED, operand.unsigned(), 0, layout.normedWords(), rows);
      for (int i = 0; i < tiles.size(); i++) {
        Columns tile = tiles.get(i);
        int segment = tile.columns()[0] / d;
        qkv.tile(i, in, home(segment / shape.heads(), segment % shape.heads(), rows, tile.offset()),
            new Shown.Drained(name + "attn.qkv.acc", Optional.of(name + "attn.qkv"), Optional.empty(), rows.from(),
                rows.count(), tile.drained(config.lanes())));
      }
    }
  }

  /** Where queries (0), keys (1) or values (2) of a head go. */
  private Destination home(int kind, int head, Rows rows, int offset) {
    if (kind == 2) {
      return values(head, rows, offset);
    }
    int base = kind == 0 ? layout.queryBase(head) : layout.keyBase(head);
    int first = base + rows.from() * layout.headWords();
    return Destination.of(kind == 0 ? DrainTarget.HIDDEN : DrainTarget.KEYS, first, offset, config.inner(),
        config.lanes(), layout.headWords(), Region.of(kind == 0 ? Memory.HIDDEN : Memory.KEYS, first,
            rows.count() * layout.headWords()));
  }

  private Destination values(int head, Rows rows, int offset) {
    int tokens = config.softmaxLanes();
    int words = layout.valueWords();
    int wordLanes = words == 1 ? layout.valueLanes() : config.contextLanes();
    int first = layout.valueBase(head) + rows.from() / tokens * words;
    int last = (rows.from() + rows.count() - 1) / tokens;
    return new Destination(DrainTarget.VALUES, first + offset / wordLanes, offset % wordLanes / config.lanes(), words,
        rows.from() % tokens, Region.of(Memory.VALUES, first, (last - rows.from() / tokens + 1) * words), 0);
  }

  private byte[] scoreWord(Requantizer scores, int head) {
    BitWriter word = new BitWriter(config.lanes() * ColumnWord.bits(config));
    for (int lane = 0; lane < config.lanes(); lane++) {
      ColumnWord.put(word, config, 0, scores.multiplier()[head], scores.shift()[head], 0);
    }
    return word.bytes();
  }

  private void attention(String name, BlockParams block) {
    AttentionParams attention = block.attention();
    String place = name + "attn";
    int headWords = Layout.ceil(shape.headWidth(), config.lanes());
    int table = out.nextContextBank() * shape.heads() * headWords;
    Units units = new Units(config);
    out.constants(place, ConstantTable.EXP, 0, units.expWords().words(
        units.softmax(((AttentionWeights.Log) attention.weights()).softmax()).loading()),
        Region.of(Memory.EXP_TABLE, 0, 1));
    out.constants(place, ConstantTable.CONTEXT, table, contextWords(attention.context()),
        Region.of(Memory.CONTEXT_TABLE, table, shape.heads() * headWords));
    List<Columns> tiles = Columns.of(0, shape.tokens(), config.columns());
    for (Rows rows : groups) {
      for (int h = 0; h < shape.heads(); h++) {
        int buffer = layout.scoreBase(out.nextScoreBuffer());
        Region scores = Region.of(Memory.SCORES, buffer, rows.count() * layout.scoreWords());
        for (Columns tile : tiles) {
          scores(name, attention, h, rows, tile, buffer, scores);
        }
        attend(name, attention, h, rows, buffer, scores, table + h * headWords);
      }
    }
  }

  private void scores(String name, AttentionParams attention, int head, Rows rows, Columns tile, int buffer,
      Region scores) {
    int base = layout.queryBase(head);
    Activations queries = Activations.of(Source.HIDDEN, Memory.HIDDEN, false, base, layout.headWords(), rows);
    Region keys = Region.of(Memory.KEYS, layout.keyBase(head), shape.tokens() * layout.headWords());
    Destination to = Destination.of(DrainTarget.SCORES, buffer, tile.offset(), layout.scoreLanes(), config.lanes(),
        layout.scoreWords(), scores);
    new TileJobs(config, out).add(name + "attn.scores", queries, layout.headWords(),
        TileJobs.Stationary.keys(layout.keyBase(head) + tile.offset() * layout.headWords(), layout.headWords(),
            layout.headWords(), keys),
        tile.groups(config.lanes()), qkv.behind() + head, 0, Conversion.codes(attention.scores()), to,
        new Shown.Drained(name + "attn.scores.acc", Optional.of(name + "attn.scores"), Optional.empty(),
            head * shape.tokens() + rows.from(), rows.count(), tile.drained(config.lanes())));
  }

  private void attend(String name, AttentionParams attention, int head, Rows rows, int buffer, Region scores,
      int constants) {
    int at = rows.from() * layout.contextWords();
    int offset = head * layout.contextHead();
    Requantizer codes = attention.context();
    out.add(Unit.ATTENTION, name + "attn.context", fields("rows", rows.count(), "scores", buffer, "values",
        layout.valueBase(head), "out", at + offset / config.inner(), "outBank",
        offset % config.inner() / config.lanes(), "constants", constants, "zero", codes.zeroPoint(), "low",
        codes.output().min(), "high", codes.output().max()),
        List.of(scores, Region.of(Memory.VALUES, layout.valueBase(head), layout.valueRows() * layout.valueWords()),
            Region.of(Memory.EXP_TABLE, 0, 1),
            Region.of(Memory.CONTEXT_TABLE, constants, Layout.ceil(shape.headWidth(), config.lanes()))),
        List.of(Region.of(Memory.CONTEXT, at, rows.count() * layout.contextWords())),
        new Shown.Attended(name, head, rows.from(), rows.count()));
  }

  private List<byte[]> contextWords(Requantizer context) {
    int d = shape.headWidth();
    List<byte[]> words = new ArrayList<>();
    for (int h = 0; h < shape.heads(); h++) {
      for (int first = 0; first < d; first += config.lanes()) {
        BitWriter word = new BitWriter(config.lanes() * (Requantizer.MULTIPLIER_BITS + ColumnWord.SHIFT_BITS));
        for (int i = first; i < first + config.lanes(); i++) {
          int channel = h * d + Math.min(i, d - 1);
          word.put(context.multiplier()[channel], Requantizer.MULTIPLIER_BITS)
              .put(context.shift()[channel], ColumnWord.SHIFT_BITS);
        }
        words.add(word.bytes());
      }
    }
    return words;
  }

  /** Inputs of the projection in the order of the context memory, where each head begins at a group of L. */
  private IntUnaryOperator contextInput() {
    int padded = layout.contextHead();
    int d = shape.headWidth();
    return element -> element % padded < d ? element / padded * d + element % padded : -1;
  }

  // ---- MLP ---------------------------------------------------------------------------------------------------------

  private void mlp(String name, BlockParams block, String nextPlace, NormParams next, int nextRows) {
    int bank = out.nextGeluBank();
    List<byte[]> table = new ArrayList<>();
    for (int entry : block.gelu().table()) {
      table.add(new BitWriter(GELU_BITS).put(entry, GELU_BITS).bytes());
    }
    out.constants(name + "mlp.gelu", ConstantTable.GELU, bank << config.formats().geluBits(), table,
        Region.of(Memory.GELU_TABLE, bank, 1));
    Operand operand = Operand.of(block.fc1(), shape.width());
    LinearJobs fc1 = linear(name + "mlp.fc1", operand, shape.mlp(),
        Conversion.gelu(block.fc1Codes(), block.gelu(), bank));
    stream.constants(nextPlace, next);
    Operand hidden = Operand.of(block.fc2(), shape.mlp());
    LinearJobs fc2 = linear(name + "mlp.fc2", hidden, shape.width(),
        Conversion.add(((WideAdd) block.mlpAdd()).rescale()));
    for (Rows rows : groups) {
      Activations in = Activations.of(Source.NORMED, Memory.NORMED, operand.unsigned(), 0, layout.normedWords(), rows);
      Activations active = Activations.of(Source.HIDDEN, Memory.HIDDEN, hidden.unsigned(), layout.hiddenBase(),
          layout.hiddenWords(), rows);
      for (int i = 0; i < fc1.tiles(); i++) {
        Columns tile = fc1.tile(i);
        fc1.tile(i, in, Destination.of(DrainTarget.HIDDEN, active.address(), tile.offset(), config.inner(),
            config.lanes(), layout.hiddenWords(), active.region()),
            new Shown.Drained(name + "mlp.fc1.acc", Optional.of(name + "mlp.fc1"), Optional.of(name + "mlp.gelu"),
                rows.from(), rows.count(), tile.drained(config.lanes())));
      }
      stream.add(fc2, active, rows, name + "mlp.fc2.acc", name + "out");
      stream.norm(nextPlace, rows, nextRows);
    }
  }

  private static final int GELU_BITS = 18;
}
