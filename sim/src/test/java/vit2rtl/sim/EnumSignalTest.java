package vit2rtl.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Design;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Stream;
import vit2rtl.hdl.stream.StreamFifo;
import vit2rtl.hdl.type.Bits;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.Encoding;
import vit2rtl.hdl.type.EnumSignal;
import vit2rtl.hdl.type.EnumType;
import vit2rtl.hdl.type.Record;
import vit2rtl.hdl.type.UInt;
import vit2rtl.hdl.type.Vec;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.dut.StreamJob;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.sim.tool.Tools;

/** Enums as ports, registers, parts of records and elements of streams, in every encoding. */
class EnumSignalTest {

  enum Operation { AND, SUBTRACT, MINIMUM, GREATER, DIFFER }

  static final class Order extends Record {
    final EnumSignal<Operation> operation;
    final UInt a = field(UInt.bits(4));
    final UInt b = field(UInt.bits(4));

    Order(Encoding encoding) {
      operation = field(EnumSignal.type(Operation.class, encoding));
    }
  }

  /** Computes at once; keeps the order of the last cycle with {@code take}, AND after reset. */
  static final class Alu extends Component {
    final EnumType<Operation> type;
    final Order order;
    final Bool take = in(Bool.bool());
    final UInt result = out(UInt.bits(5));
    final Bool subtracts = out(Bool.bool());
    final Bool valid = out(Bool.bool());
    final Bool changed = out(Bool.bool());
    final EnumSignal<Operation> last;
    final EnumSignal<Operation> orGreater;
    final Bits code;
    final EnumSignal<Operation> decoded;

    Alu(Encoding encoding) {
      type = EnumSignal.type(Operation.class, encoding);
      order = in(Record.type(() -> new Order(encoding)));
      last = out(type);
      orGreater = out(type);
      code = out(Bits.bits(type.width()));
      decoded = out(type);
    }

    @Override
    protected void build() {
      EnumSignal<Operation> kept = reg("kept", type, Operation.AND);
      when(take, () -> kept.set(order.operation));
      last.set(kept);
      result.set(UInt.lit(31));
      switchOn(order.operation, cases -> cases
          .is(Operation.AND, () -> result.set(order.a.and(order.b)))
          .is(Operation.SUBTRACT, () -> result.set(order.a.subtractModulo(order.b, 5)))
          .is(Operation.MINIMUM, () -> result.set(order.a.min(order.b)))
          .is(Operation.GREATER, () -> result.set(order.a.max(order.b)))
          .is(Operation.DIFFER, () -> result.set(order.a.xor(order.b)))
          .otherwise(() -> result.set(UInt.lit(30))));
      subtracts.set(order.operation.eq(Operation.SUBTRACT));
      valid.set(order.operation.isConstant());
      changed.set(order.operation.ne(kept));
      orGreater.set(take.mux(order.operation, type.lit(Operation.GREATER)));
      code.set(order.operation.asBits());
      decoded.setBits(name("bits", order.operation.asBits()));
    }
  }

  /** One enum in every encoding: each takes its constants from the first, and is compared with them. */
  static final class Recoder extends Component {
    final EnumSignal<Operation> binary = in(EnumSignal.type(Operation.class));
    final EnumSignal<Operation> gray = out(EnumSignal.type(Operation.class, Encoding.GRAY));
    final EnumSignal<Operation> hot = out(EnumSignal.type(Operation.class, Encoding.ONE_HOT));
    final Bool agree = out(Bool.bool());

    @Override
    protected void build() {
      EnumSignal<Operation> kept = reg("kept", EnumSignal.type(Operation.class, Encoding.GRAY), Operation.AND);
      hot.set(Operation.AND);
      switchOn(binary, cases -> {
        for (Operation operation : Operation.values()) {
          cases.is(operation, () -> {
            kept.set(operation);
            hot.set(operation);
          });
        }
      });
      gray.set(kept);
      agree.set(kept.eq(Operation.MINIMUM).and(hot.eq(Operation.MINIMUM)).and(binary.eq(Operation.MINIMUM)));
    }
  }

  @Test
  void oneEnumInSeveralEncodings() {
    Design<Recoder> design = Hdl.design(Recoder::new);
    Recoder dut = design.top();
    try (Simulation sim = Simulator.open(design.rtl())) {
      for (Operation operation : Operation.values()) {
        sim.poke(dut.binary, code(Encoding.BINARY, operation.ordinal()));
        sim.step(2);
        assertEquals(code(Encoding.GRAY, operation.ordinal()), sim.peek(dut.gray));
        assertEquals(code(Encoding.ONE_HOT, operation.ordinal()), sim.peek(dut.hot));
        assertEquals(operation == Operation.MINIMUM ? 1 : 0, sim.peek(dut.agree));
      }
    }
  }

  @BeforeAll
  static void needsTheSimulator() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
  }

  private static long code(Encoding encoding, int ordinal) {
    return switch (encoding) {
      case BINARY -> ordinal;
      case ONE_HOT -> 1L << ordinal;
      case GRAY -> new int[] {0, 1, 3, 2, 6}[ordinal];
    };
  }

  private static long result(Operation operation, int a, int b) {
    return switch (operation) {
      case AND -> a & b;
      case SUBTRACT -> a - b & 31;
      case MINIMUM -> Math.min(a, b);
      case GREATER -> Math.max(a, b);
      case DIFFER -> a ^ b;
    };
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void constantsAreWhatTheirEncodingSays(Encoding encoding) {
    Design<Alu> design = Hdl.design(() -> new Alu(encoding));
    Alu dut = design.top();
    Random random = new Random(1);
    long kept = code(encoding, 0);
    try (Simulation sim = Simulator.open(design.rtl())) {
      for (int round = 0; round < 400; round++) {
        Operation operation = Operation.values()[round % 5];
        long code = code(encoding, operation.ordinal());
        assertEquals(code, dut.type.code(operation));
        assertEquals(Optional.of(operation), dut.type.constant(code));
        int a = random.nextInt(16);
        int b = random.nextInt(16);
        int take = random.nextInt(2);
        sim.poke(dut.order.operation, code);
        sim.poke(dut.order.a, a);
        sim.poke(dut.order.b, b);
        sim.poke(dut.take, take);
        sim.eval();
        assertEquals(kept, sim.peek(dut.last));
        assertEquals(result(operation, a, b), sim.peek(dut.result), operation + " of " + a + " and " + b);
        assertEquals(operation == Operation.SUBTRACT ? 1 : 0, sim.peek(dut.subtracts));
        assertEquals(1, sim.peek(dut.valid));
        assertEquals(code != kept ? 1 : 0, sim.peek(dut.changed));
        assertEquals(take == 1 ? code : code(encoding, 3), sim.peek(dut.orGreater));
        assertEquals(code, sim.peek(dut.code));
        assertEquals(code, sim.peek(dut.decoded));
        sim.step();
        kept = take == 1 ? code : kept;
      }
    }
  }

  /** A code that is no constant equals none and takes {@code otherwise}; one-hot codes are judged by isConstant. */
  @ParameterizedTest
  @EnumSource(Encoding.class)
  void bitsThatAreNoConstantAreKnownAsSuch(Encoding encoding) {
    Design<Alu> design = Hdl.design(() -> new Alu(encoding));
    Alu dut = design.top();
    int others = 0;
    try (Simulation sim = Simulator.open(design.rtl())) {
      for (long code = 0; code < 1L << dut.type.width(); code++) {
        sim.poke(dut.order.operation, code);
        sim.eval();
        boolean constant = dut.type.constant(code).isPresent();
        assertEquals(constant ? 1 : 0, sim.peek(dut.valid), "code " + code);
        if (!constant) {
          others++;
          if (encoding != Encoding.ONE_HOT) {
            assertEquals(30, sim.peek(dut.result), "code " + code);
            assertEquals(0, sim.peek(dut.subtracts), "code " + code);
          }
        }
      }
    }
    assertEquals(encoding == Encoding.ONE_HOT ? 27 : 3, others);
  }

  enum Light { RED, GREEN, AMBER }

  /** All three have a case and nothing else does. */
  static final class Lights extends Component {
    final EnumSignal<Light> light = in(EnumSignal.type(Light.class));
    final EnumSignal<Light> follows = out(EnumSignal.type(Light.class));
    final Vec<EnumSignal<Light>> row = in(Vec.type(3, EnumSignal.type(Light.class)));
    final UInt index = in(UInt.upTo(2));
    final EnumSignal<Light> chosen = out(EnumSignal.type(Light.class));

    @Override
    protected void build() {
      switchOn(light, cases -> cases
          .is(Light.RED, () -> follows.set(Light.GREEN))
          .is(Light.GREEN, () -> follows.set(Light.AMBER))
          .is(Light.AMBER, () -> follows.set(Light.RED)));
      chosen.set(row.get(index));
    }
  }

  @Test
  void whereEveryConstantHasACaseTheLastOneTakesTheRest() {
    Design<Lights> design = Hdl.design(Lights::new);
    try (Simulation sim = Simulator.open(design.rtl())) {
      long[] follows = {1, 2, 0, 0};
      for (int i = 0; i < 3; i++) {
        sim.poke(design.top().row.get(i), 2 - i);
      }
      for (int code = 0; code < 4; code++) {
        sim.poke(design.top().light, code);
        sim.poke(design.top().index, code % 3);
        sim.eval();
        assertEquals(follows[code], sim.peek(design.top().follows), "code " + code);
        assertEquals(2 - code % 3, sim.peek(design.top().chosen));
      }
    }
  }

  @Test
  void queuesCarryEnums() {
    Stream.Shape<EnumSignal<Light>> shape = Stream.of(EnumSignal.type(Light.class, Encoding.GRAY), 2);
    int[] x = {0, 1, 3, 3, 1, 0, 0, 3};
    try (Simulation sim = Simulator.open(Hdl.elaborate(() -> new StreamFifo<>("Fifo", shape, 2)))) {
      assertArrayEquals(x, sim.stream(new StreamJob(
          List.of(new StreamSource("in", x, 4, new StallPattern.Random(1, 30))),
          List.of(new StreamSink("out", 2, 4, new StallPattern.Random(2, 40))))).data());
    }
  }
}
