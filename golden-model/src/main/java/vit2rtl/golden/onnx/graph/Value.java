package vit2rtl.golden.onnx.graph;

import java.util.Arrays;
import java.util.List;
import vit2rtl.golden.IntRange;

/**
 * What an operation of a graph results in, with its proven range. Operations make new values; each proves the range of what
 * it makes from the ranges it gets, and {@link Graph} refuses one that its type does not hold. Where more is known than
 * ranges say, {@link #known} states it.
 *
 * <p>Only operations that ONNX Runtime's CPU provider computes exactly are here (docs/onnx.md says which are not): sums and
 * products of 32 and 64 bits, Div of what is not negative, Clip of 32 bits, ReduceSum of 64 bits below 2^53.
 */
public final class Value {
  private static final IntRange BELOW_2_53 = new IntRange(-(1L << 53), 1L << 53);

  private final Graph graph;
  private final int id;
  private final ElementType type;
  private final IntRange range;

  Value(Graph graph, int id, ElementType type, IntRange range) {
    this.graph = graph;
    this.id = id;
    this.type = type;
    this.range = range;
  }

  public Graph graph() {
    return graph;
  }

  int id() {
    return id;
  }

  public ElementType type() {
    return type;
  }

  public IntRange range() {
    return range;
  }

  /** The same value with a narrower range that was proven elsewhere. */
  public Value known(IntRange proven) {
    return new Value(graph, id, type, proven);
  }

  public Value plus(Value other) {
    return plus(other, Intervals.sum(range, other.range));
  }

  /** A sum whose range is proven elsewhere. */
  public Value plus(Value other, IntRange proven) {
    return make("Add", proven, other);
  }

  public Value plus(long number) {
    return number == 0 ? this : plus(graph.scalar(type, number));
  }

  public Value minus(Value other) {
    return make("Sub", Intervals.difference(range, other.range), other);
  }

  public Value minus(long number) {
    return number == 0 ? this : minus(graph.scalar(type, number));
  }

  public Value times(Value other) {
    return times(other, Intervals.product(range, other.range));
  }

  /** A product whose range is proven elsewhere. */
  public Value times(Value other, IntRange proven) {
    return make("Mul", proven, other);
  }

  public Value times(long number) {
    return times(graph.scalar(type, number));
  }

  /** The quotient, rounded down; neither side may be negative. */
  public Value over(Value other) {
    return make("Div", Intervals.quotient(range, other.range), other);
  }

  public Value over(long number) {
    return over(graph.scalar(type, number));
  }

  /** ⌊(x + 2^(s−1)) / 2^s⌋ + offset, s = 0: x + offset; {@link Shift} has the shifts. */
  public Value rounded(Shift shift, long offset, IntRange proven) {
    return shift.apply(this, offset, proven);
  }

  public Value to(ElementType other) {
    return type == other ? this
        : graph.node("Cast", other, range, List.of(this), Attribute.number("to", other.code()));
  }

  /**
   * Saturated codes of the type that holds a range. ONNX Runtime's Clip is wrong for 64 bits, so what does not fit 32 bits is
   * compared and chosen instead.
   */
  public Value saturate(IntRange codes) {
    Value clipped = this;
    if (!codes.contains(range)) {
      clipped = ElementType.INT32.range().contains(range) ? to(ElementType.INT32).clip(codes) : choose(codes);
    }
    return clipped.to(ElementType.holding(codes)).known(codes.contains(range) ? range : codes);
  }

  private Value clip(IntRange codes) {
    return graph.node("Clip", type, codes,
        List.of(this, graph.scalar(type, codes.min()), graph.scalar(type, codes.max())));
  }

  private Value choose(IntRange codes) {
    return atMost(codes.max()).atLeast(codes.min()).known(codes);
  }

  /** min(x, limit), without the operator Min. */
  public Value atMost(long limit) {
    Value bound = graph.scalar(type, limit);
    return where(compare("Greater", bound), bound, this)
        .known(new IntRange(Math.min(range.min(), limit), Math.min(range.max(), limit)));
  }

  private Value atLeast(long limit) {
    Value bound = graph.scalar(type, limit);
    return where(compare("Less", bound), bound, this);
  }

  public Value lessThan(long number) {
    return compare("Less", graph.scalar(type, number));
  }

  public Value atLeast(Value other) {
    return compare("GreaterOrEqual", other);
  }

  public Value equalTo(Value other) {
    return compare("Equal", other);
  }

  /** Elements of one value where this one is true, of the other elsewhere. */
  public Value where(Value yes, Value no) {
    return where(this, yes, no);
  }

  private static Value where(Value condition, Value yes, Value no) {
    return condition.graph.node("Where", yes.type, yes.range.union(no.range), List.of(condition, yes, no));
  }

  private Value compare(String operator, Value other) {
    return graph.node(operator, ElementType.BOOL, ElementType.BOOL.range(), List.of(this, other));
  }

  /** The sum along the last axis, of a known length, which becomes 1. */
  public Value sum(int length) {
    IntRange reach = Intervals.times(range.union(new IntRange(0, 0)), length);
    if (type == ElementType.INT64 && !BELOW_2_53.contains(reach)) {
      // ONNX Runtime adds 64-bit numbers as doubles; its product of matrices is exact.
      long[] ones = new long[length];
      Arrays.fill(ones, 1);
      return matmul(graph.constant(type, ones, length, 1), reach);
    }
    return sumOf(-1, reach);
  }

  /** The sum along an axis, which becomes 1. */
  public Value sumAlong(int axis, int length) {
    return sumOf(axis, Intervals.times(range.union(new IntRange(0, 0)), length));
  }

  private Value sumOf(int axis, IntRange reach) {
    return graph.node("ReduceSum", type, reach, List.of(this, graph.vector(ElementType.INT64, axis)));
  }

  /** The greatest along the last axis, which becomes 1. */
  public Value greatest() {
    return graph.node("ReduceMax", type, range, List.of(this), Attribute.list("axes", -1));
  }

  /** Matrix product in this type. */
  public Value matmul(Value other, IntRange proven) {
    return make("MatMul", proven, other);
  }

  /** This table's elements at some places, from 0 on. */
  public Value lookup(Value places) {
    return graph.node("Gather", type, range, List.of(this, places));
  }

  private Value make(String operator, IntRange reach, Value other) {
    if (type != other.type) {
      throw new IllegalStateException(operator + " of " + type + " and " + other.type);
    }
    return graph.node(operator, type, reach, List.of(this, other));
  }
}
