package vit2rtl.units.embedding;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.golden.ops.Requantizer;
import vit2rtl.golden.ops.WideEmbedding;
import vit2rtl.hdl.type.SInt;
import vit2rtl.units.ConstantTable;
import vit2rtl.units.Reference;
import vit2rtl.units.RowGroup;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.matmul.BehindProduct;
import vit2rtl.units.matmul.MatmulConfig;
import vit2rtl.units.requantize.RequantizeConfig;
import vit2rtl.units.requantize.RequantizeSettings;

/**
 * Configuration of {@link EmbeddingUnit}.
 *
 * @param product from the pixels of a patch to its accumulators
 * @param rescale from those to the residual stream, positions added
 * @param leading tokens before the first patch
 * @param table   row-major [tokens, channels]: leading tokens with their positions, then the positions of the patches
 */
public record EmbeddingConfig(MatmulConfig product, RequantizeConfig rescale, int leading, int[] table)
    implements BehindProduct {

  public EmbeddingConfig {
    table = table.clone();
    int channels = product.results().length();
    if (leading < 1 || table.length % channels != 0 || table.length / channels <= leading) {
      throw new InputException("embedding: " + leading + " leading tokens and a table of " + table.length
          + " elements for tokens of " + channels + "; needed: a row for each leading token,"
          + " one or more, and for each patch, one or more");
    }
    if (rescale.outputs().min() >= 0) {
      throw new InputException("embedding: the stream's range is " + rescale.outputs() + "; allowed: signed ones");
    }
  }

  /** An embedding in the narrowest unit behind a product. */
  public static EmbeddingConfig of(MatmulConfig product, WideEmbedding embedding, int leading) {
    return new EmbeddingConfig(product, RequantizeConfig.of(embedding.rescale(), product.results(),
        product.sums(), RequantizeConfig.Addend.RESIDUAL, product.tables()), leading,
        embedding.table());
  }

  /** The same embedding in a unit for any pixel grid. */
  public EmbeddingConfig forAnyScale() {
    return new EmbeddingConfig(product, rescale.forAnyScale(), leading, table);
  }

  @Override
  public int[] table() {
    return table.clone();
  }

  int tokens() {
    return table.length / results().length();
  }

  @Override
  public RowGroup group() {
    return new RowGroup(tokens() - leading, tokens());
  }

  @Override
  public Optional<UnitConfig> drawn(Random random) {
    return tables() == TableSource.BAKED ? Optional.empty() : Optional.of(new EmbeddingConfig(product.withDrawn(random),
        rescale.withDrawn(random), leading,
        random.ints(table.length, (int) outputs().min(), (int) outputs().max() + 1).toArray()));
  }

  @Override
  public UnitKind kind() {
    return new EmbeddingKind();
  }

  @Override
  public List<ConstantTable<?>> constants() {
    return Stream.of(product.constants(), rescale.constants(), List.of(leadingTokens(), positions()))
        .<ConstantTable<?>>flatMap(List::stream).toList();
  }

  ConstantTable<SInt> leadingTokens() {
    return rows("leading", "element of a leading token and its position", 0, leading);
  }

  ConstantTable<SInt> positions() {
    return rows("position", "element of a patch's position", leading, tokens() - leading);
  }

  /** Lane c of word n·⌈channels/C⌉ + u: element u·C + c of row n, 0 where there is no such. */
  private ConstantTable<SInt> rows(String name, String holds, int from, int count) {
    Rows row = results();
    int padded = row.beats() * row.lanes();
    long[] elements = new long[count * padded];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = i % padded < row.length() ? table[(from + i / padded) * row.length() + i % padded] : 0;
    }
    return new ConstantTable<>(name, holds, SInt.bits(outputs().bits()), outputs(), row.lanes(), elements);
  }

  @Override
  public IntRange outputs() {
    return rescale.outputs();
  }

  /** Whole images. */
  @Override
  public UnaryOperator<int[]> golden() {
    UnaryOperator<int[]> sums = product.golden();
    WideEmbedding embedding = new WideEmbedding(rescale.rescale(), table);
    int pixels = group().rows() * rows().length();
    return x -> {
      int[] stream = new int[x.length / pixels * table.length];
      for (int image = 0; image < x.length / pixels; image++) {
        int[] accumulators = sums.apply(Arrays.copyOfRange(x, image * pixels, (image + 1) * pixels));
        System.arraycopy(embedding.apply(accumulators), 0, stream, image * table.length, table.length);
      }
      return stream;
    };
  }

  /** Of a row that is an image's first patch. */
  @Override
  public Reference reference(int[] row) {
    double[] sums = product.reference(row).values();
    Requantizer r = rescale.rescale();
    int first = leading * sums.length;
    for (int c = 0; c < sums.length; c++) {
      double exact = Math.scalb(sums[c] * r.multiplier()[c], -r.shift()[c]) + table[first + c];
      sums[c] = Math.max(outputs().min(), Math.min(outputs().max(), exact));
    }
    return new Reference(Arrays.stream(sums).mapToInt(value -> (int) Math.floor(value + 0.5)).toArray(), sums);
  }

  @Override
  public SafeTensorsWriter tensors(int[] x) {
    return RequantizeSettings.write(rescale.rescale(), product.tensors(x))
        .i32("table", table, tokens(), results().length())
        .i32("leading", new int[] {leading}, 1);
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>(product.settings());
    settings.put("residual-bits", String.valueOf(outputs().bits()));
    return settings;
  }

  @Override
  public SafeTensorsWriter result(int[] out) {
    return new SafeTensorsWriter().i32("r_out", out, out.length / results().length(), results().length());
  }

  /** The first leading token waits for nothing but its image. */
  @Override
  public int latency() {
    return 1;
  }

  private int patchLatency() {
    return product.latency() + rescale.latency();
  }

  /** See {@link EmbeddingUnit}. */
  @Override
  public IntRange outCycles(int images) {
    int u = results().beats();
    int t = rows().beats();
    long patches = (long) images * group().rows();
    long free = patchLatency() - latency() + (patches - 1) * product.tiles() + u;
    if (t > leading) {
      return new IntRange(free, free);
    }
    long late = Math.max(0, 1 + (long) leading * u - patchLatency());
    long held = late + (images - 1L) * (leading + 1 - t) * u;
    return t == 1 ? new IntRange(free + held, free + held) : new IntRange(free, free + held + u);
  }

  @Override
  public EmbeddingUnit create() {
    return new EmbeddingUnit(this);
  }
}
