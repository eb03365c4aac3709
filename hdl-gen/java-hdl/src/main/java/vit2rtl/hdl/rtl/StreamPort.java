package vit2rtl.hdl.rtl;

import java.util.List;

/**
 * A ready/valid stream at a module's boundary, by the names of its ports.
 *
 * @param name      prefix of its port names
 * @param direction IN: the module receives (valid, last and payload are inputs, ready is an output); OUT: the reverse
 * @param valid     port name
 * @param ready     port name
 * @param last      port name of the end-of-row flag, or null when the stream has none
 * @param payload   port names, lane 0 first
 */
public record StreamPort(
    String name, Direction direction, String valid, String ready, String last, List<String> payload) {

  /**
   * Keeps a list of its own.
   *
   * @param name      prefix of its port names
   * @param direction IN: the module receives (valid, last and payload are inputs, ready is an output); OUT: the reverse
   * @param valid     port name
   * @param ready     port name
   * @param last      port name of the end-of-row flag, or null when the stream has none
   * @param payload   port names, lane 0 first
   */
  public StreamPort {
    payload = List.copyOf(payload);
  }
}
