package vit2rtl.hdl;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import vit2rtl.hdl.error.RangeException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.internal.Bodies;
import vit2rtl.hdl.internal.Raw;
import vit2rtl.hdl.type.Range;
import vit2rtl.hdl.type.UInt;

/**
 * The cases of a {@code switchOn}: at most one body applies, that of the selector's value, else that of
 * {@link #otherwise}. A value outside the selector's range, or one that has a body already, is refused. Emitted as a
 * {@code case} statement.
 */
public final class Switch {
  private final UInt selector;
  private final Map<Long, Runnable> bodies = new LinkedHashMap<>();
  private Runnable otherwise;

  private Switch(UInt selector) {
    this.selector = selector;
  }

  /**
   * What holds while the selector has this value.
   *
   * @param value each at most once, and one that the selector can have
   * @param body  what is set then
   * @return this
   */
  public Switch is(long value, Runnable body) {
    if (!selector.range().contains(Range.of(value, value))) {
      throw new RangeException("is", "a selector of range " + selector.range() + " never is " + value,
          "leave the case out or widen the selector");
    }
    if (bodies.putIfAbsent(value, body) != null) {
      throw new StructureException("is", "the value " + value + " has a case already", "put both bodies into one case");
    }
    return this;
  }

  /**
   * What holds for every other value.
   *
   * @param body what is set then
   */
  public void otherwise(Runnable body) {
    if (otherwise != null) {
      throw new StructureException("otherwise", "there is one already", "put both bodies into one");
    }
    otherwise = body;
  }

  /** Writes the cases in the order they are given. */
  static void describe(UInt selector, Consumer<Switch> cases) {
    Switch choice = new Switch(selector);
    cases.accept(choice);
    Bodies.choose(selector.spinal(), choice.bodies, value -> Raw.uint(BigInteger.valueOf(value), selector.width()),
        choice.otherwise);
  }
}
