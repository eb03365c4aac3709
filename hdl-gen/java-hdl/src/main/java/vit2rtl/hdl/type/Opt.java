package vit2rtl.hdl.type;

import java.util.function.Consumer;
import java.util.function.Supplier;
import vit2rtl.hdl.error.StructureException;

/**
 * A port, stream, register or part of a record that a configuration may leave out; left out, nothing of it is in the
 * emitted text:
 * <pre>
 *   final Opt&lt;UInt&gt; level = Opt.when(config.showsLevel(), () -> out(UInt.upTo(15)));
 *   …
 *   level.ifPresent(port -> port.set(count));
 * </pre>
 * A signal takes its name from the field that holds the {@code Opt}.
 *
 * @param <T> what may be left out
 */
public final class Opt<T> {
  private final T value;
  private String name = "";

  private Opt(T value) {
    this.value = value;
  }

  /**
   * Declares something under a condition that is known at elaboration.
   *
   * @param <T>     what is declared
   * @param present whether it is there
   * @param declare makes it; not called where it is left out
   * @return what was declared, or that it was left out
   */
  public static <T> Opt<T> when(boolean present, Supplier<? extends T> declare) {
    return new Opt<>(present ? declare.get() : null);
  }

  /** {@return whether it was declared} */
  public boolean isPresent() {
    return value != null;
  }

  /** {@return what was declared; refused where it was left out} */
  public T get() {
    if (value == null) {
      throw new StructureException("get", "the optional " + (name.isEmpty() ? "signal" : "'" + name + "'")
          + " is left out in this configuration", "use ifPresent or orElse, or configure it in");
    }
    return value;
  }

  /**
   * {@return what was declared, or something else where it was left out}
   *
   * @param other what stands for it
   */
  public T orElse(T other) {
    return value == null ? other : value;
  }

  /**
   * Uses what was declared, and does nothing where it was left out.
   *
   * @param use takes what was declared
   */
  public void ifPresent(Consumer<? super T> use) {
    if (value != null) {
      use.accept(value);
    }
  }

  /** What messages call it. */
  void called(String field) {
    name = field;
  }
}
