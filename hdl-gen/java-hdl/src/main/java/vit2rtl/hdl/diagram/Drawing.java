package vit2rtl.hdl.diagram;

import java.util.List;

/**
 * What a block diagram shows, before it has any coordinates.
 *
 * @param title   name of the module
 * @param caption one line below it
 * @param boxes   everything with pins
 * @param nets    everything that connects them
 */
public record Drawing(String title, String caption, List<Box> boxes, List<Net> nets) {

  /**
   * Keeps lists of its own.
   *
   * @param title   name of the module
   * @param caption one line below it
   * @param boxes   everything with pins
   * @param nets    everything that connects them
   */
  public Drawing {
    boxes = List.copyOf(boxes);
    nets = List.copyOf(nets);
  }

  /** What a box stands for. */
  public enum Kind {
    /** A port that receives, on the frame. */
    INPUT,
    /** A port that sends, on the frame. */
    OUTPUT,
    /** A child module. */
    INSTANCE,
    /** A memory. */
    MEMORY,
    /** A register. */
    REGISTER,
    /** Operators that nothing else stands for. */
    LOGIC
  }

  /** How strongly a connection is drawn. */
  public enum Weight {
    /** One bit. */
    CONTROL,
    /** Several bits. */
    DATA,
    /** A stream, with all its signals. */
    STREAM
  }

  /**
   * A box.
   *
   * @param kind     what it stands for
   * @param title    bold
   * @param subtitle below the title, may be empty
   * @param copies   how many there are of it, drawn as one
   * @param left     pins that receive
   * @param right    pins that send
   * @param link     file with its own diagram, or empty
   */
  public record Box(Kind kind, String title, String subtitle, int copies, List<Pin> left, List<Pin> right,
      String link) {
    /**
     * Keeps lists of its own.
     *
     * @param kind     what it stands for
     * @param title    bold
     * @param subtitle below the title, may be empty
     * @param copies   how many there are of it, drawn as one
     * @param left     pins that receive
     * @param right    pins that send
     * @param link     file with its own diagram, or empty
     */
    public Box {
      left = List.copyOf(left);
      right = List.copyOf(right);
    }
  }

  /**
   * A pin.
   *
   * @param name   name, may be empty
   * @param bits   its width in words, empty for one bit
   * @param weight how strongly what it takes or gives is drawn
   * @param slots  how many nets end at it, each on a line of its own; at least 1
   */
  public record Pin(String name, String bits, Weight weight, int slots) {}

  /**
   * What a sending pin drives.
   *
   * @param box    number of its box
   * @param pin    number of the pin among those that send
   * @param weight how strongly the wires are drawn
   * @param sinks  where they end
   */
  public record Net(int box, int pin, Weight weight, List<Sink> sinks) {
    /**
     * Keeps a list of its own.
     *
     * @param box    number of its box
     * @param pin    number of the pin among those that send
     * @param weight how strongly the wires are drawn
     * @param sinks  where they end
     */
    public Net {
      sinks = List.copyOf(sinks);
    }
  }

  /**
   * Where a net ends.
   *
   * @param box        number of the box
   * @param pin        number of the pin among those that receive
   * @param slot       line of the pin
   * @param registered whether a register lies on every way there
   */
  public record Sink(int box, int pin, int slot, boolean registered) {}
}
