package vit2rtl.hdl.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.error.HdlException;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.error.WidthException;
import vit2rtl.hdl.rtl.Language;
import vit2rtl.testkit.GoldenFile;

/** Enums in the emitted text, and what is refused. */
class EnumTest {

  enum Phase { IDLE, WAIT, SEND }

  enum Empty { }

  /** Goes on with every {@code step}. */
  static final class Phases extends Component {
    private final Encoding encoding;
    final Bool step = in(Bool.bool());
    final EnumSignal<Phase> phase;
    final Bool sends = out(Bool.bool());

    Phases(Encoding encoding) {
      this.encoding = encoding;
      phase = out(EnumSignal.type(Phase.class, encoding));
    }

    @Override
    protected void build() {
      EnumSignal<Phase> now = reg("now", EnumSignal.type(Phase.class, encoding), Phase.IDLE);
      when(step, () -> switchOn(now, cases -> cases
          .is(Phase.IDLE, () -> now.set(Phase.WAIT))
          .is(Phase.WAIT, () -> now.set(Phase.SEND))
          .otherwise(() -> now.set(Phase.IDLE))));
      phase.set(now);
      sends.set(now.eq(Phase.SEND));
    }
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void constantsKeepTheirNames(Encoding encoding) throws IOException {
    GoldenFile.check(EnumTest.class, "Phases-" + encoding + ".v", Hdl.elaborate(() -> new Phases(encoding)).text());
  }

  /** The enum in two encodings, one constant of each. */
  static final class Both extends Component {
    final EnumSignal<Phase> phase = in(EnumSignal.type(Phase.class));
    final EnumSignal<Phase> hot = in(EnumSignal.type(Phase.class, Encoding.ONE_HOT));
    final Bool y = out(Bool.bool());

    @Override
    protected void build() {
      y.set(phase.eq(Phase.SEND).and(hot.eq(Phase.IDLE)));
    }
  }

  /** SpinalHDL gave the constants of both the same names. */
  @Test
  void encodingsAreToldApart() {
    String text = Hdl.elaborate(Both::new).text();
    assertTrue(text.contains("""
          // Phase_t_IDLE is 2'd0
          // Phase_t_WAIT_value is 2'd1
          localparam Phase_t_SEND = 2'd2;
          // Phase_one_hot_t_IDLE is 3'd1
          // Phase_one_hot_t_WAIT_value is 3'd2
          // Phase_one_hot_t_SEND is 3'd4
          localparam Phase_one_hot_t_IDLE_OH_ID = 0;
        """), text);
    String vhdl = Hdl.elaborate(Both::new, Language.VHDL).text();
    assertTrue(vhdl.contains("type Phase_t is (IDLE,WAIT_value,SEND);")
        && vhdl.contains("type Phase_one_hot_t is (IDLE,WAIT_value,SEND);"), vhdl);
  }

  @Test
  void vhdlHasAType() {
    String text = Hdl.elaborate(() -> new Phases(Encoding.BINARY), Language.VHDL).text();
    assertTrue(text.contains("type Phase_t is (IDLE,WAIT_value,SEND);"), text);
  }

  @Test
  void portsSayHowManyBits() {
    assertEquals(3, Hdl.elaborate(() -> new Phases(Encoding.ONE_HOT)).port("phase").width());
    assertEquals(2, Hdl.elaborate(() -> new Phases(Encoding.GRAY)).port("phase").width());
  }

  /** Uses enums wrongly. */
  static final class Wrong extends Component {
    private final int what;
    final EnumSignal<Phase> phase = in(EnumSignal.type(Phase.class));
    final EnumSignal<Phase> hot = out(EnumSignal.type(Phase.class, Encoding.ONE_HOT));

    Wrong(int what) {
      this.what = what;
    }

    @Override
    protected void build() {
      switch (what) {
        case 0 -> hot.set(phase);
        case 1 -> hot.eq(phase);
        case 2 -> switchOn(phase, cases -> cases.is(Phase.SEND, () -> { }).is(Phase.SEND, () -> { }));
        case 3 -> EnumSignal.type(Empty.class);
        case 4 -> reg("held", EnumSignal.type(Phase.class), 3);
        default -> wire("other", EnumSignal.type(Other.Phase.class));
      }
    }
  }

  static final class Other {
    enum Phase { FULL, NEW }
  }

  private static void refused(Class<? extends HdlException> type, String message, Supplier<Component> top) {
    assertEquals(message, assertThrows(type, () -> Hdl.elaborate(top)).getMessage()
        .replaceAll("EnumTest.java:\\d+", "HERE"));
  }

  @Test
  void misuseIsToldInASentence() {
    refused(StructureException.class, "HERE: in Wrong: set hot: Phase in BINARY encoding does not fit Phase in ONE_HOT"
        + " encoding; use one encoding for both, or set it in a switchOn", () -> new Wrong(0));
    refused(StructureException.class, "HERE: in Wrong: eq hot: Phase in BINARY encoding cannot be compared with Phase"
        + " in ONE_HOT encoding; use one encoding for both", () -> new Wrong(1));
    refused(StructureException.class, "HERE: in Wrong: is: the constant SEND has a case already;"
        + " put both bodies into one case", () -> new Wrong(2));
    refused(StructureException.class, "HERE: in Wrong: EnumSignal.type: Empty has 0 constants; allowed: from 1, one-hot"
        + " up to 63; choose another enum or encoding", () -> new Wrong(3));
    refused(RangeException.class, "HERE: in Wrong: reset: the ordinal 3 is none of the 3 constants;"
        + " reset it to a constant", () -> new Wrong(4));
    refused(NameException.class, "HERE: in Wrong: enum: the name 'Phase' is that of two enums in this design;"
        + " rename one of them", () -> new Wrong(5));
  }

  /** A bits operation, and a wrong one. */
  static final class WrongBits extends Component {
    private final int what;
    final Bits a = in(Bits.bits(4));
    final Bits b = in(Bits.bits(5));

    WrongBits(int what) {
      this.what = what;
    }

    @Override
    protected void build() {
      switch (what) {
        case 0 -> a.and(b);
        case 1 -> Bits.lit(4, 2);
        case 2 -> a.repeated(0);
        default -> wire("c", Vec.type(2, Bits.bits(2))).setBits(b);
      }
    }
  }

  @Test
  void bitsOfOtherWidthsAreRefused() {
    refused(WidthException.class, "HERE: in WrongBits: and: 4 bits with 5 bits; take a slice of one or concatenate the"
        + " other with zeros", () -> new WrongBits(0));
    refused(WidthException.class, "HERE: in WrongBits: lit: the value 4 does not fit 2 bits;"
        + " give more bits or a value from 0 to 3", () -> new WrongBits(1));
    refused(WidthException.class, "HERE: in WrongBits: repeated: 0 copies; allowed: from 1; leave it out",
        () -> new WrongBits(2));
    refused(WidthException.class, "HERE: in WrongBits: setBits c_0: 5 bits do not fit 4 bits;"
        + " take a slice of them or concatenate them with zeros", () -> new WrongBits(3));
  }
}
