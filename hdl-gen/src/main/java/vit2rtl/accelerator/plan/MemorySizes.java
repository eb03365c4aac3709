package vit2rtl.accelerator.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.Layout;
import vit2rtl.accelerator.schedule.ColumnWord;
import vit2rtl.golden.ops.GeluTable;
import vit2rtl.golden.ops.Requantizer;

/** Bits of an accelerator's memories by kind; tables inside LayerNorm, PTF and softmax are not among them. */
final class MemorySizes {
  private MemorySizes() {}

  static Map<String, Long> of(AcceleratorConfig config) {
    Layout layout = new Layout(config);
    long byteWords = 8L * config.inner();
    int lanes = config.lanes();
    int streamBits = config.formats().stream().bits();
    long operandWords = (long) config.formats().operandBits() * config.inner();
    Map<String, Long> bits = new LinkedHashMap<>();
    bits.put("pixels", words(layout.pixelDepth()) * byteWords);
    bits.put("normalised tokens", words(layout.normedDepth()) * byteWords);
    bits.put("queries, hidden layer", words(layout.hiddenDepth() - layout.activationBase()) * operandWords);
    bits.put("keys", words(layout.keyDepth() - layout.keyStart()) * operandWords);
    bits.put("values", words(layout.valueDepth() - layout.valueStart()) * config.formats().operandBits() * layout.valueLanes()
        * config.softmaxLanes());
    bits.put("scores", words(layout.scoreDepth()) * 8L * layout.scoreLanes());
    bits.put("context", words(layout.contextDepth() - layout.contextBase()) * byteWords);
    long stream = words(layout.streamDepth()) * lanes * streamBits;
    if (config.economy().memories() == Economy.Memories.SINGLE_PORT) {
      bits.put("residual stream", stream);
    } else {
      bits.put("residual stream, two copies", 2 * stream);
    }
    bits.put("logits, two copies", 2 * words(layout.logitDepth()) * lanes * config.formats().logitBits());
    bits.put("sums, two banks", 2 * words(layout.groupRows()) * config.columns() * config.formats().accumulatorBits());
    bits.put("constants", words(layout.drainConstants()) * lanes * ColumnWord.bits(config)
        + words(layout.contextConstants()) * lanes * (Requantizer.MULTIPLIER_BITS + ColumnWord.SHIFT_BITS));
    bits.put("GELU tables", (long) layout.geluEntries() * lanes * GeluTable.ENTRIES.bits());
    return bits;
  }

  /** No memory is of one word. */
  private static long words(int depth) {
    return Math.max(2, depth);
  }
}
