package vit2rtl.hdl.type;

import java.util.Optional;
import java.util.stream.Stream;
import spinal.core.SpinalEnum;
import spinal.core.SpinalEnumCraft;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.internal.Elaboration;
import vit2rtl.hdl.internal.EnumDefinitions;

/**
 * The type of signals that hold a constant of an enum.
 *
 * @param constants the enum; in the emitted text its constants are {@code NAME_t_CONSTANT}, in Verilog local parameters,
 *                  or comments where a module names none; in a design that has the enum in several encodings they are
 *                  {@code NAME_gray_t_CONSTANT} and the like in all but the first
 * @param encoding  how they are written in bits
 * @param <E>       the enum
 */
public record EnumType<E extends Enum<E>>(Class<E> constants, Encoding encoding) implements Type<EnumSignal<E>> {
  private static final int MOST_BITS = 63;

  /**
   * Refuses an enum without constants, and one with more than one-hot bits allow.
   *
   * @param constants the enum; in the emitted text its constants are {@code NAME_t_CONSTANT}, in Verilog local parameters
   * @param encoding  how they are written in bits
   */
  public EnumType {
    int count = constants.getEnumConstants().length;
    if (count == 0 || encoding == Encoding.ONE_HOT && count > MOST_BITS) {
      throw new StructureException("EnumSignal.type", constants.getSimpleName() + " has " + count
          + " constants; allowed: from 1, one-hot up to " + MOST_BITS, "choose another enum or encoding");
    }
  }

  @Override
  public EnumSignal<E> create() {
    return Signal.variable(new EnumSignal<>(this, definition().craft(encoding.spinal())));
  }

  private SpinalEnum definition() {
    return EnumDefinitions.of(Elaboration.current()).definition(constants, encoding.spinal(), encoding.form());
  }

  EnumSignal<E> create(SpinalEnumCraft<SpinalEnum> value) {
    return new EnumSignal<>(this, value);
  }

  /**
   * {@return a constant as a signal}
   *
   * @param constant a constant of the enum
   */
  public EnumSignal<E> lit(E constant) {
    return create(definition().elements().apply(constant.ordinal()).craft(encoding.spinal()));
  }

  String describe() {
    return constants.getSimpleName() + " in " + encoding + " encoding";
  }

  /** {@return bits of a signal} */
  public int width() {
    return encoding.width(constants.getEnumConstants().length);
  }

  /**
   * {@return a constant's bits, as an unsigned number: what simulations poke and peek}
   *
   * @param constant a constant of the enum
   */
  public long code(E constant) {
    return encoding.code(constant.ordinal());
  }

  /**
   * {@return the constant with these bits, if there is one}
   *
   * @param code bits as an unsigned number
   */
  public Optional<E> constant(long code) {
    return Stream.of(constants.getEnumConstants()).filter(c -> code(c) == code).findFirst();
  }
}
