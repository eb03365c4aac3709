package vit2rtl.accelerator.schedule;


import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.BitWriter;
import vit2rtl.accelerator.LayerKind;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.job.ConstantTable;
import vit2rtl.accelerator.job.DrainTarget;
import vit2rtl.accelerator.job.Job;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.accelerator.job.Memory;
import vit2rtl.accelerator.job.Payload;
import vit2rtl.accelerator.job.Region;
import vit2rtl.accelerator.job.JobTensors;
import vit2rtl.accelerator.job.Source;
import vit2rtl.accelerator.job.Unit;
import vit2rtl.golden.InputException;
import vit2rtl.golden.network.NormParams;
import vit2rtl.golden.network.QuantizedVit;
import vit2rtl.golden.vit.VitShape;

/** Turns a quantised network into the jobs that compute it, one image from pixels to logits. */
public final class ProgramBuilder {
  private final AcceleratorConfig config;
  private final QuantizedVit model;
  private final Layout layout;
  private final VitShape shape;
  private final Emitter out;
  private final StreamJobs stream;
  private final List<LinearJobs> heads = new ArrayList<>();

  private ProgramBuilder(AcceleratorConfig config, QuantizedVit model) {
    this.config = config;
    this.model = model;
    this.layout = new Layout(config);
    this.shape = config.shape();
    this.out = new Emitter(new JobFormat(config), layout.copies());
    this.stream = new StreamJobs(config, out);
  }

  /** The program of a model; refuses one that the accelerator was not made for. */
  public static Program build(AcceleratorConfig config, QuantizedVit model) {
    if (!model.shape().equals(config.shape())) {
      throw new InputException("a model of shape " + model.shape() + " for an accelerator of shape " + config.shape()
          + "; generate the accelerator for this model");
    }
    config.formats().require(model);
    config.economy().require(model);
    return new Program(config, PortJobs.of(config, new ProgramBuilder(config, model).jobs()));
  }

  private Job pixels() {
    return new Job(Unit.PIXELS, "patches", Map.of(), List.of(),
        List.of(Region.of(Memory.PIXELS, layout.pixelBase(), layout.pixelDepth())), Payload.NONE, new JobTensors.Nothing());
  }

  private List<Job> jobs() {
    String first = name(0) + "norm1";
    stream.constants(first, model.blocks().get(0).norm1(), config.groups() == 1 ? out::later : out::constants);
    List<BlockJobs> blocks = new ArrayList<>();
    for (int i = 0; i < shape.depth(); i++) {
      boolean last = i == shape.depth() - 1;
      NormParams next = last ? model.norm() : model.blocks().get(i + 1).norm1();
      blocks.add(new BlockJobs(config, out, stream, name(i), model.blocks().get(i),
          last ? "norm" : name(i + 1) + "norm1", next, last ? shape.leadingTokens() : shape.tokens()));
    }
    embed(first, blocks.get(0));
    // Those of the next image.
    out.add(pixels());
    for (int i = 0; i < shape.depth(); i++) {
      blocks.get(i).add(i + 1 < shape.depth() ? blocks.get(i + 1)::prepare : this::prepareHeads);
    }
    heads();
    out.add(Unit.LOGITS, "logits", Map.of(), List.of(Region.of(Memory.LOGITS, 0, layout.logitDepth())), List.of(),
        new JobTensors.Nothing());
    return out.jobs();
  }

  private static String name(int block) {
    return "blocks." + block + ".";
  }

  private void embed(String norm, BlockJobs next) {
    EmbeddingPlan embedding = EmbeddingPlan.of(model.embedding(), out::nextGeluBank);
    out.constants("embed", ConstantTable.STREAM, 0, streamWords(embedding.held()),
        Region.of(Memory.STREAM, 0, layout.streamDepth()));
    embedding.conversion().table().ifPresent(table -> new TableJobs(config, out).load(out::constants, "embed", table,
        embedding.conversion().tableBank()));
    Operand operand = Operand.of(model.patch(), shape.patchInputs());
    LinearJobs patches = new LinearJobs(config, out, "patch_embed", operand,
        Columns.of(0, shape.width(), config.columns()), embedding.conversion(),
        layout.columnBase(LayerKind.PATCH), List.of());
    patches.constants(out::constants);
    next.prepare();
    int leading = shape.leadingTokens();
    for (Rows tokens : Rows.groups(shape.tokens(), layout.groupRows())) {
      int from = Math.max(leading, tokens.from());
      Rows rows = new Rows(from, tokens.from() + tokens.count() - from);
      if (rows.count() > 0) {
        Activations in = Activations.of(Source.PIXELS, Memory.PIXELS, operand.unsigned(), layout.pixelBase(), layout.patchWords(),
            new Rows(from - leading, rows.count()));
        stream.add(patches, in, rows, "patch_embed.acc", "embed").forEach(Runnable::run);
      }
      stream.norm(norm, tokens, shape.tokens());
    }
  }

  private List<byte[]> streamWords(int[] table) {
    int bits = config.formats().stream().bits();
    List<byte[]> words = new ArrayList<>();
    for (int row = 0; row < shape.tokens(); row++) {
      for (int first = 0; first < shape.width(); first += config.lanes()) {
        BitWriter word = new BitWriter(config.lanes() * bits);
        for (int c = first; c < first + config.lanes(); c++) {
          word.put(c < shape.width() ? table[row * shape.width() + c] : 0, bits);
        }
        words.add(word.bytes());
      }
    }
    return words;
  }

  private void prepareHeads() {
    int table = layout.columnBase(LayerKind.HEAD);
    for (int h = 0; h < model.heads().size(); h++) {
      Operand operand = Operand.of(model.heads().get(h), shape.width());
      LinearJobs head = new LinearJobs(config, out, h == 0 ? "head" : "head_dist", operand,
          Columns.of(0, shape.classes(), config.columns()), Conversion.codes(model.logits().get(h)), table, List.of());
      head.constants(out::later);
      table = head.behind();
      heads.add(head);
    }
  }

  private void heads() {
    for (int h = 0; h < heads.size(); h++) {
      String sums = h == 0 ? "logits.acc" : "logits_dist.acc";
      LinearJobs head = heads.get(h);
      Activations in = Activations.of(Source.NORMED, Memory.NORMED, head.unsigned(), 0, layout.normedWords(),
          new Rows(h, 1));
      Region logits = Region.of(Memory.LOGITS, 0, layout.logitDepth());
      for (int i = 0; i < head.tiles(); i++) {
        Columns tile = head.tile(i);
        head.tile(i, in, new Destination(DrainTarget.LOGITS, tile.offset() / config.lanes(), 0, 0, 0, logits, h),
            new JobTensors.Drained(sums, Optional.empty(), 0, Optional.empty(), 0, 1, tile.drained(config.lanes())));
      }
    }
  }
}
