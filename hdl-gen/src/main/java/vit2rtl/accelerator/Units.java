package vit2rtl.accelerator;

import java.util.Optional;
import vit2rtl.golden.IntRange;
import vit2rtl.golden.layernorm.LayerNormParams;
import vit2rtl.golden.layernorm.ResidualToPtfParams;
import vit2rtl.golden.softmax.SoftmaxParams;
import vit2rtl.units.LoadFormat;
import vit2rtl.units.MultiplierStyle;
import vit2rtl.units.Rows;
import vit2rtl.units.TableSource;
import vit2rtl.units.context.ContextConfig;
import vit2rtl.units.layernorm.LayerNormConfig;
import vit2rtl.units.ptf.PtfConfig;
import vit2rtl.units.softmax.SoftmaxConfig;

/**
 * The streaming units inside an accelerator, each loaded with one layer after another.
 *
 * @param config the accelerator
 */
public record Units(AcceleratorConfig config) {

  private Formats formats() {
    return config.formats();
  }

  /** From a wide stream to LayerNorm's codes; not there where the stream itself consists of codes. */
  public Optional<PtfConfig> ptf() {
    return formats().stream() instanceof StreamFormat.Wide wide ? Optional.of(ptf(wide, wide.ptf())) : Optional.empty();
  }

  /** Loaded with a layer. */
  public PtfConfig ptf(ResidualToPtfParams layer) {
    return ptf((StreamFormat.Wide) formats().stream(), layer);
  }

  private PtfConfig ptf(StreamFormat.Wide stream, ResidualToPtfParams layer) {
    return new PtfConfig(layer, config.lanes(), TableSource.LOADABLE, (int) stream.shifts().min(),
        (int) stream.shifts().max(), 1);
  }

  public LayerNormConfig norm() {
    return norm(formats().norm());
  }

  /** Loaded with a layer. */
  public LayerNormConfig norm(LayerNormParams layer) {
    return new LayerNormConfig(layer, config.lanes(), config.economy().normStyle(), TableSource.LOADABLE,
        formats().normFormat(), 1).withDecoding(config.isFar() && config.economy().normStyle() != MultiplierStyle.SHARED ? 2 : 1);
  }

  public SoftmaxConfig softmax() {
    return softmax(formats().softmax());
  }

  /** Loaded with a layer. */
  public SoftmaxConfig softmax(SoftmaxParams layer) {
    return new SoftmaxConfig(layer, new Rows(config.shape().tokens(), config.softmaxLanes()),
        config.economy().expStyle(), TableSource.LOADABLE, formats().expFormat(), 1);
  }

  public ContextConfig context() {
    return new ContextConfig(formats().softmax(), config.shape().tokens(), config.shape().headWidth(),
        config.softmaxLanes(), config.contextLanes(), config.lanes(), IntRange.signed(formats().operandBits()));
  }

  public Optional<LoadWords> ptfWords() {
    return ptf().map(unit -> new LoadWords(LoadFormat.of(unit)));
  }

  public LoadWords normWords() {
    return new LoadWords(LoadFormat.of(norm()));
  }

  public LoadWords expWords() {
    return new LoadWords(LoadFormat.of(softmax()));
  }
}
