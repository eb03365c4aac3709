package vit2rtl.hdl;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import spinal.core.BaseType;

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

  /** What holds while the selector has this value. */
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

  /** What holds for every other value. */
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
    emit(selector.spinal(), choice.bodies, value -> Raw.uint(BigInteger.valueOf(value), selector.width()),
        choice.otherwise);
  }

  /** SpinalHDL must know first whether there is a default: it refuses one that no value is left for. */
  static <K> void emit(BaseType selector, Map<K, Runnable> bodies, Function<K, Object> constant, Runnable otherwise) {
    scala.collection.immutable.Seq<Object> no = new scala.collection.mutable.ArrayBuffer<Object>().toSeq();
    spinal.core.switch$.MODULE$.apply(selector, otherwise != null, false, When.unit(() -> {
      bodies.forEach((key, body) -> spinal.core.is$.MODULE$.apply(constant.apply(key), no, When.unit(body)));
      if (otherwise != null) {
        spinal.core.default$.MODULE$.apply(When.unit(otherwise));
      }
    }), UserFrame.location());
  }
}
