package vit2rtl.accelerator.schedule;

import static vit2rtl.accelerator.schedule.Emitter.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.BitWriter;
import vit2rtl.accelerator.LayerKind;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.Units;
import vit2rtl.accelerator.job.ConstantTable;
import vit2rtl.accelerator.job.DrainTarget;
import vit2rtl.accelerator.job.Memory;
import vit2rtl.accelerator.job.Region;
import vit2rtl.accelerator.job.JobTensors;
import vit2rtl.accelerator.job.Source;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.golden.network.BlockParams;
import vit2rtl.golden.ops.AttentionParams;
import vit2rtl.golden.ops.AttentionWeights;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.vit.VitShape;

/** Queries, keys, values, scores, attention and projection of a block. */
final class AttentionJobs {
  private final AcceleratorConfig config;
  private final Layout layout;
  private final VitShape shape;
  private final Emitter out;
  private final StreamJobs stream;
  private final String name;
  private final BlockParams block;
  private final AttentionParams params;
  private final List<Columns> tiles = new ArrayList<>();
  private LinearJobs qkv;
  private LinearJobs proj;
  private Operand projOperand;
  private int contextTable;

  AttentionJobs(AcceleratorConfig config, Emitter out, StreamJobs stream, String name, BlockParams block) {
    this.config = config;
    this.layout = new Layout(config);
    this.shape = config.shape();
    this.out = out;
    this.stream = stream;
    this.name = name;
    this.block = block;
    this.params = block.attention();
  }

  /** Loads the constants of queries, keys, values and scores, of the softmax and of the context. */
  void constants() {
    int d = shape.headWidth();
    for (int segment = 0; segment < 3 * shape.heads(); segment++) {
      tiles.addAll(Columns.of(segment * d, d, config.columns()));
    }
    List<byte[]> scores = new ArrayList<>();
    for (int h = 0; h < shape.heads(); h++) {
      scores.add(scoreWord(h));
    }
    qkv = new LinearJobs(config, out, name + "attn.qkv", Operand.of(block.qkv(), shape.width()), tiles,
        Conversion.without(params.zeroPoint(), block.qkvCodes()), layout.columnBase(LayerKind.QKV), scores);
    qkv.constants(out::later);
    int headWords = headWords();
    contextTable = out.nextContextBank() * shape.heads() * headWords;
    Units units = new Units(config);
    out.later(name + "attn.softmax", ConstantTable.EXP, 0, units.expWords().words(
        units.softmax(((AttentionWeights.Log) params.weights()).softmax()).loading()),
        Region.of(Memory.EXP_TABLE, 0, 1));
    out.later(name + "attn.context", ConstantTable.CONTEXT, contextTable, contextWords(),
        Region.of(Memory.CONTEXT_TABLE, contextTable, shape.heads() * headWords));
  }

  private int headWords() {
    return Layout.ceil(shape.headWidth(), config.lanes());
  }

  void keysAndValues(Rows rows) {
    for (int i = 0; i < tiles.size(); i++) {
      if (kind(i) > 0) {
        tile(i, rows);
      }
    }
  }

  /** Queries of some rows, head by head. */
  List<Runnable> queries(Rows rows) {
    List<Runnable> jobs = new ArrayList<>();
    for (int i = 0; i < tiles.size(); i++) {
      int index = i;
      if (kind(i) == 0) {
        jobs.add(() -> tile(index, rows));
      }
    }
    return jobs;
  }

  /** 0: queries, 1: keys, 2: values. */
  private int kind(int tile) {
    return tiles.get(tile).columns()[0] / shape.headWidth() / shape.heads();
  }

  private void tile(int i, Rows rows) {
    Columns tile = tiles.get(i);
    int head = tile.columns()[0] / shape.headWidth() % shape.heads();
    Activations in = Activations.of(Source.NORMED, Memory.NORMED, qkv.unsigned(), 0,
        layout.normedWords(), rows);
    qkv.tile(i, in, home(kind(i), head, rows, tile.offset()), new JobTensors.Drained(name + "attn.qkv.acc",
        Optional.of(name + "attn.qkv"), params.zeroPoint(), Optional.empty(), rows.from(), rows.count(),
        tile.drained(config.lanes())));
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

  private byte[] scoreWord(int head) {
    Conversion scores = Conversion.codes(params.scores());
    BitWriter word = new BitWriter(config.lanes() * ColumnWord.bits(config));
    for (int lane = 0; lane < config.lanes(); lane++) {
      ColumnWord.put(word, config, 0, scores, head);
    }
    return word.bytes();
  }

  /** Every head of some rows, with other jobs spread between the heads. */
  void heads(Rows rows, List<Runnable> between) {
    List<Columns> keys = Columns.of(0, shape.tokens(), config.columns());
    int done = 0;
    for (int h = 0; h < shape.heads(); h++) {
      int buffer = layout.scoreBase(out.nextScoreBuffer());
      Region scores = Region.of(Memory.SCORES, buffer, rows.count() * layout.scoreWords());
      for (Columns tile : keys) {
        scores(h, rows, tile, buffer, scores);
      }
      attend(h, rows, buffer, scores);
      if (config.groups() == 1 && h == shape.heads() - 1) {
        out.spare(rows.count() * layout.valueRows() * layout.valueWords());
      }
      // All of it before the last head's scores, which then hide what comes behind.
      int until = h == shape.heads() - 1 ? between.size()
          : Math.min(between.size(), ((h + 1) * between.size() + shape.heads() - 2) / (shape.heads() - 1));
      between.subList(done, until).forEach(Runnable::run);
      done = until;
    }
  }

  private void scores(int head, Rows rows, Columns tile, int buffer, Region scores) {
    int base = layout.queryBase(head);
    Activations queries = Activations.of(Source.HIDDEN, Memory.HIDDEN, false, base, layout.headWords(), rows);
    Region keys = Region.of(Memory.KEYS, layout.keyBase(head), shape.tokens() * layout.headWords());
    Destination to = Destination.of(DrainTarget.SCORES, buffer, tile.offset(), layout.scoreLanes(), config.lanes(),
        layout.scoreWords(), scores);
    new TileJobs(config, out).add(name + "attn.scores", queries, layout.headWords(),
        TileJobs.Stationary.keys(layout.keyBase(head) + tile.offset() * layout.headWords(), layout.headWords(),
            layout.headWords(), keys),
        tile.groups(config.lanes()), qkv.behind() + head, 0, Conversion.codes(params.scores()), to,
        new JobTensors.Drained(name + "attn.scores.acc", Optional.of(name + "attn.scores"), 0, Optional.empty(),
            head * shape.tokens() + rows.from(), rows.count(), tile.drained(config.lanes())));
  }

  private void attend(int head, Rows rows, int buffer, Region scores) {
    int at = layout.contextBase() + rows.from() * layout.contextWords();
    int offset = head * layout.contextHead();
    Requantizer codes = params.context();
    int constants = contextTable + head * headWords();
    out.add(Unit.ATTENTION, name + "attn.context", fields("rows", rows.count(), "scores", buffer, "values",
        layout.valueBase(head), "out", at + offset / config.inner(), "outBank",
        offset % config.inner() / config.lanes(), "constants", constants, "zero", codes.zeroPoint(), "low",
        codes.output().min(), "high", codes.output().max()),
        List.of(scores, Region.of(Memory.VALUES, layout.valueBase(head), layout.valueRows() * layout.valueWords()),
            Region.of(Memory.EXP_TABLE, 0, 1),
            Region.of(Memory.CONTEXT_TABLE, constants, headWords())),
        List.of(Region.of(Memory.CONTEXT, at, rows.count() * layout.contextWords())),
        new JobTensors.Attended(name, head, rows.from(), rows.count()));
  }

  private List<byte[]> contextWords() {
    Requantizer context = params.context();
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

  // ---- projection --------------------------------------------------------------------------------------------------

  /** Loads the projection's constants, and those of the LayerNorm behind it. */
  void projectionConstants() {
    // With one group nobody works beside the attention, which leaves time for them.
    stream.constants(name + "norm2", block.norm2(), config.groups() == 1 ? out::later : out::constants);
    projOperand = new Operand(block.proj(), shape.heads() * layout.contextHead(), contextInput());
    proj = new LinearJobs(config, out, name + "attn.proj", projOperand,
        Columns.of(0, shape.width(), config.columns()),
        stream.add(block.attentionAdd()), layout.columnBase(LayerKind.PROJ), List.of());
    proj.constants(out::later);
  }

  /** The projection of some rows, added to the stream, and their LayerNorm. */
  List<Runnable> projection(Rows rows) {
    Activations in = Activations.of(Source.CONTEXT, Memory.CONTEXT, projOperand.unsigned(), layout.contextBase(),
        layout.contextWords(), rows);
    List<Runnable> jobs = stream.add(proj, in, rows, name + "attn.proj.acc", name + "attn.out");
    jobs.add(() -> stream.norm(name + "norm2", rows, shape.tokens()));
    return jobs;
  }

  /** Inputs of the projection in the order of the context memory, where each head begins at a group of L. */
  private IntUnaryOperator contextInput() {
    int padded = layout.contextHead();
    int d = shape.headWidth();
    return element -> element % padded < d ? element / padded * d + element % padded : -1;
  }
}
