package vit2rtl.accelerator.file;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import vit2rtl.accelerator.AcceleratorConfig;
import vit2rtl.accelerator.Economy;
import vit2rtl.accelerator.Formats;
import vit2rtl.accelerator.Shifts;
import vit2rtl.accelerator.StreamFormat;
import vit2rtl.accelerator.Units;
import vit2rtl.accelerator.job.JobFormat;
import vit2rtl.golden.vit.VitShape;
import vit2rtl.units.layernorm.LayerNormFormat;
import vit2rtl.units.softmax.ExpFormat;

/**
 * Everything about an accelerator that its constant stream depends on, as numbers with names, in one fixed order. Two
 * accelerators with equal numbers take each other's streams.
 */
public final class StreamContract {
  private StreamContract() {}

  /** The numbers by name, in the order of the file. */
  public static Map<String, Long> of(AcceleratorConfig config) {
    Map<String, Long> numbers = new LinkedHashMap<>();
    shape(numbers, config.shape());
    numbers.put("columns", (long) config.columns());
    numbers.put("inner", (long) config.inner());
    numbers.put("lanes", (long) config.lanes());
    numbers.put("softmax-lanes", (long) config.softmaxLanes());
    numbers.put("context-lanes", (long) config.contextLanes());
    numbers.put("groups", (long) config.groups());
    formats(numbers, config.formats());
    JobFormat format = new JobFormat(config);
    Units units = new Units(config);
    numbers.put("job header bits", (long) format.headerBits());
    numbers.put("PTF word bits", units.ptfWords().map(words -> (long) words.bits()).orElse(0L));
    numbers.put("LayerNorm word bits", (long) units.normWords().bits());
    numbers.put("softmax word bits", (long) units.expWords().bits());
    economy(numbers, config.economy());
    return Collections.unmodifiableMap(numbers);
  }

  /** What an accelerator that saves something takes differently; nothing of others. */
  private static void economy(Map<String, Long> numbers, Economy economy) {
    if (economy.memories() == Economy.Memories.SINGLE_PORT) {
      // 1 was without keys, values and pixels.
      numbers.put("memories with one port", 2L);
    }
    if (!economy.shifts().equals(Shifts.ANY)) {
      numbers.put("least shift", economy.shifts().min());
      numbers.put("greatest shift", economy.shifts().max());
    }
  }

  private static void shape(Map<String, Long> numbers, VitShape shape) {
    numbers.put("image size", (long) shape.imageSize());
    numbers.put("patch", (long) shape.patch());
    numbers.put("channels", (long) shape.channels());
    numbers.put("width", (long) shape.width());
    numbers.put("depth", (long) shape.depth());
    numbers.put("heads", (long) shape.heads());
    numbers.put("mlp", (long) shape.mlp());
    numbers.put("classes", (long) shape.classes());
    numbers.put("leading tokens", (long) shape.leadingTokens());
  }

  private static void formats(Map<String, Long> numbers, Formats formats) {
    numbers.put("accumulator bits", (long) formats.accumulatorBits());
    numbers.put("stream bits", (long) formats.stream().bits());
    numbers.put("least LayerNorm shift", formats.stream() instanceof StreamFormat.Wide wide ? wide.shifts().min() : 0L);
    numbers.put("greatest LayerNorm shift", formats.stream() instanceof StreamFormat.Wide wide ? wide.shifts().max() : 0L);
    LayerNormFormat norm = formats.normFormat();
    numbers.put("LayerNorm least x", (long) norm.minX());
    numbers.put("LayerNorm greatest x", (long) norm.maxX());
    numbers.put("LayerNorm greatest alpha", (long) norm.maxAlpha());
    numbers.put("LayerNorm greatest epsilon", norm.maxEpsilon());
    numbers.put("LayerNorm least offset", norm.minOffset());
    numbers.put("LayerNorm greatest offset", norm.maxOffset());
    numbers.put("LayerNorm fraction", (long) norm.fraction());
    numbers.put("LayerNorm greatest gain", norm.maxGain());
    ExpFormat exp = formats.expFormat();
    numbers.put("softmax greatest exponential", exp.max());
    numbers.put("softmax mantissa bits", (long) exp.mantissaBits());
    numbers.put("softmax code bits", (long) formats.softmax().bits());
    numbers.put("softmax base", (long) formats.softmax().base().ordinal());
    numbers.put("softmax score bits", (long) formats.softmax().exp().scoreBits());
    numbers.put("GELU code bits", (long) formats.geluBits());
    numbers.put("stream of codes", formats.stream() instanceof StreamFormat.Codes ? 1L : 0L);
    numbers.put("operand bits", (long) formats.operandBits());
    numbers.put("logit bits", (long) formats.logitBits());
  }
}
