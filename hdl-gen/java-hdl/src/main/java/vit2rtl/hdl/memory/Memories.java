package vit2rtl.hdl.memory;

import vit2rtl.hdl.internal.Instance;
import vit2rtl.hdl.type.Int;
import vit2rtl.hdl.type.Type;

/** Makes memories, for the methods of a component with which users declare them. */
public final class Memories {
  private Memories() {}

  /**
   * A memory with unknown contents.
   *
   * @param <T>   type of the words
   * @param owner the component it is in
   * @param name  its name in the emitted text
   * @param type  of the words
   * @param depth how many words, from 1
   * @return the memory
   */
  public static <T extends Int> Mem<T> make(Instance owner, String name, Type<T> type, int depth) {
    owner.names().claim("memory", name);
    // VHDL declares the memory's type under this name.
    owner.names().claim("type of memory", name + "_type");
    return new Mem<>(name, type, depth);
  }

  /**
   * A memory with initial contents.
   *
   * @param <T>   type of the words
   * @param owner the component it is in
   * @param name  its name in the emitted text
   * @param type  of the words
   * @param words its contents from address 0 on
   * @return the memory
   */
  public static <T extends Int> Mem<T> make(Instance owner, String name, Type<T> type, long[] words) {
    Mem<T> memory = make(owner, name, type, words.length);
    memory.initialise(words);
    return memory;
  }
}
