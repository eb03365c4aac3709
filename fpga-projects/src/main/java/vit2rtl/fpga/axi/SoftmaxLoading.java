package vit2rtl.fpga.axi;

import java.util.List;
import vit2rtl.fpga.axi.Register.Access;
import vit2rtl.fpga.axi.Register.Field;
import vit2rtl.fpga.axi.Register.Source;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.Bool;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.UInt;
import vit2rtl.units.softmax.ExpFormat;
import vit2rtl.units.softmax.SoftmaxConfig;
import vit2rtl.units.softmax.SoftmaxLoad;
import vit2rtl.units.softmax.SoftmaxUnit;

/** Loading of a softmax: e of every distance, as a number and as position and mantissa of its leading one. */
record SoftmaxLoading(SoftmaxConfig config) implements Loading {

  SoftmaxLoading {
    int bits = codeBits(config.format());
    if (bits > Integer.SIZE) {
      throw new InputException("softmax: tables=loadable needs words of " + bits + " bits for position and mantissa of"
          + " an exponential; allowed: at most 32, as one write brings them: use a coarser scale or tables=baked");
    }
  }

  private static int codeBits(ExpFormat format) {
    return format.mantissaBits() + format.exponentBits();
  }

  @Override
  public List<Register> registers() {
    ExpFormat format = config.format();
    return List.of(
        Loading.address(List.of(
            new Field("DISTANCE", 0, config.params().exp().scoreBits(), "Distance of a score to its row's maximum."))),
        new Register("LOAD_CODE", CODE, Access.WRITE_ONLY, new Source.Held(codeBits(format)),
            "The next exponential as a floating-point number.", List.of(
                new Field("MANTISSA", 0, format.mantissaBits(), "Its bits, shifted until the leading one is on top."),
                new Field("POSITION", format.mantissaBits(), format.exponentBits(), "Position of its leading one."))),
        Loading.high(format.expBits()),
        Loading.low("the exponential, unsigned"));
  }

  @Override
  public void connect(Component module, AxiRegisters registers) {
    SoftmaxLoad load = ((SoftmaxUnit) module).load().orElseThrow();
    load.valid().set(registers.load);
    load.distance().set(registers.held("LOAD_ADDRESS", 0, load.distance().width()));
    load.code().set(registers.held("LOAD_CODE", 0, load.code().width()));
    int width = load.exp().width();
    UInt word = width > Integer.SIZE
        ? registers.held("LOAD_HIGH", 0, width - Integer.SIZE).concat(registers.loadLow)
        : registers.loadLow.slice(width - 1, 0);
    load.exp().set(word);
  }

  @Override
  public Bool exists(AxiRegisters registers) {
    return Bool.lit(true);
  }

  @Override
  public String python() {
    ExpFormat format = config.format();
    return String.format("""

            def load_softmax(self, exponentials):
                \"""Loads a layer's integer exponentials, one per distance; no row may be inside or under way.\"""
                if len(exponentials) != %1$d:
                    raise ValueError(f"{len(exponentials)} exponentials; needed: %1$d, one per distance")
                words = []
                for value in exponentials:
                    value = int(value)
                    self._fits("exponential", value, 1, %2$d)
                    up = %3$d - value.bit_length()
                    mantissa = value << up if up >= 0 else value >> -up
                    if up < 0 and mantissa << -up != value:
                        raise ValueError(f"exponential {value} has more than the %3$d significant bits"
                                         " that this IP keeps")
                    words.append((value, mantissa | value.bit_length() - 1 << %3$d))
                self._idle()
                for distance, (value, code) in enumerate(words):
                    self.write(self.LOAD_ADDRESS, distance)
                    self.write(self.LOAD_CODE, code)
                    self._store(value)
        """, 1 << config.params().exp().scoreBits(), format.max(), format.mantissaBits());
  }
}
