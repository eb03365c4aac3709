package vit2rtl.hdl;

/**
 * A register whose values are the constants of an enum, encoded by their ordinals in ⌈log2 n⌉ bits. Transitions are
 * described inside {@code when(machine.is(STATE), …)}; the register holds its state where none is taken.
 *
 * @param <E> the states
 */
public final class StateMachine<E extends Enum<E>> {
  private final Class<E> states;
  private final UInt register;

  StateMachine(Class<E> states, UInt register) {
    this.states = states;
    this.register = register;
  }

  /** The machine is in this state. */
  public Bool is(E state) {
    return register.eq(state.ordinal());
  }

  /** The machine is in this state from the next cycle on. */
  public void go(E state) {
    register.set(UInt.lit(state.ordinal()));
  }

  /** The state as a number, {@code ordinal()}. */
  public UInt code() {
    return register;
  }

  /** How many states there are. */
  public int size() {
    return states.getEnumConstants().length;
  }
}
