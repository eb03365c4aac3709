package vit2rtl.hdl;

import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.EnumSignal;
import vit2rtl.hdl.type.Range;
import vit2rtl.hdl.type.Signals;
import vit2rtl.hdl.type.UInt;

/**
 * A register whose values are the constants of an enum, encoded by their ordinals in ⌈log2 n⌉ bits. Transitions are
 * described inside {@code when(machine.is(STATE), …)} or {@code switchOn(machine.state(), …)}; the register holds its
 * state where none is taken.
 *
 * @param <E> the states
 */
public final class StateMachine<E extends Enum<E>> {
  private final EnumSignal<E> register;

  StateMachine(EnumSignal<E> register) {
    this.register = register;
  }

  /**
   * {@return whether the machine is in a state}
   *
   * @param state the state
   */
  public Bool is(E state) {
    return register.eq(state);
  }

  /**
   * The machine is in this state from the next cycle on.
   *
   * @param state the state
   */
  public void go(E state) {
    register.set(state);
  }

  /** {@return the state, to read or to switch on} */
  public EnumSignal<E> state() {
    return register;
  }

  /** {@return the state as a number, {@code ordinal()}} */
  public UInt code() {
    return Signals.within(register.asBits().asUInt(), Range.of(0, size() - 1));
  }

  /** {@return how many states there are} */
  public int size() {
    return register.type().constants().getEnumConstants().length;
  }
}
