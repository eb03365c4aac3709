package vit2rtl.hdl;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;

/**
 * The cases of a {@code switchOn}: at most one body applies, that of the selector's value, else that of
 * {@link #otherwise}. A value outside the selector's range, or one that has a body already, is refused. Emitted as a
 * {@code case} statement.
 */
public final class Switch {
  private final UInt selector;
  private final Set<Long> values = new HashSet<>();

  Switch(UInt selector) {
    this.selector = selector;
  }

  /** What holds while the selector has this value. */
  public Switch is(long value, Runnable body) {
    if (!selector.range().contains(Range.of(value, value))) {
      throw new RangeException("is", "a selector of range " + selector.range() + " never is " + value,
          "leave the case out or widen the selector");
    }
    if (!values.add(value)) {
      throw new StructureException("is", "the value " + value + " has a case already", "put both bodies into one case");
    }
    scala.collection.immutable.Seq<Object> no = new scala.collection.mutable.ArrayBuffer<Object>().toSeq();
    spinal.core.is$.MODULE$.apply(Raw.uint(BigInteger.valueOf(value), selector.width()), no, When.unit(body));
    return this;
  }

  /** What holds for every other value. */
  public void otherwise(Runnable body) {
    spinal.core.default$.MODULE$.apply(When.unit(body));
  }
}
