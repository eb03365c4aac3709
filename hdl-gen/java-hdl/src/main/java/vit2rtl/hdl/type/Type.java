package vit2rtl.hdl.type;

/**
 * What a signal can carry: a type makes signals.
 *
 * @param <T> the signals it makes
 */
public interface Type<T extends Signal> {
  /** {@return a new signal without name, driver or direction, in the component under construction} */
  T create();
}
