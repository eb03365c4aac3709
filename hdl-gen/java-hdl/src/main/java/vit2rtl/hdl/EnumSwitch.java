package vit2rtl.hdl;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.internal.Bodies;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.type.EnumSignal;

/**
 * The cases of a {@code switchOn} over an enum: at most one body applies, that of the signal's constant, else that of
 * {@link #otherwise}. A second body for a constant is refused. Where every constant has a body and there is no
 * {@code otherwise}, the last one applies to bits that are no constant as well. Emitted as a {@code case} statement.
 *
 * @param <E> the enum
 */
public final class EnumSwitch<E extends Enum<E>> {
  private final Map<E, Runnable> bodies;
  private Runnable otherwise;

  private EnumSwitch(EnumSignal<E> selector) {
    this.bodies = new EnumMap<>(selector.type().constants());
  }

  /**
   * What holds while the signal is this constant.
   *
   * @param constant each at most once
   * @param body     what is set then
   * @return this
   */
  public EnumSwitch<E> is(E constant, Runnable body) {
    if (bodies.putIfAbsent(constant, body) != null) {
      throw new StructureException("is", "the constant " + constant.name() + " has a case already",
          "put both bodies into one case");
    }
    return this;
  }

  /**
   * What holds for every other constant, and for bits that are none.
   *
   * @param body what is set then
   */
  public void otherwise(Runnable body) {
    if (otherwise != null) {
      throw new StructureException("otherwise", "there is one already", "put both bodies into one");
    }
    otherwise = body;
  }

  /** Writes the cases, in the order of the constants. */
  static <E extends Enum<E>> void describe(EnumSignal<E> selector, Consumer<EnumSwitch<E>> cases) {
    EnumSwitch<E> choice = new EnumSwitch<>(selector);
    cases.accept(choice);
    Elaboration.current();
    Bodies.choose(selector.spinal(), choice.bodies,
        constant -> selector.spinal().spinalEnum().elements().apply(constant.ordinal()), choice.otherwise);
  }
}
