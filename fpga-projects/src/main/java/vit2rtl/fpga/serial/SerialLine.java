package vit2rtl.fpga.serial;

/** A line that carries bytes both ways. */
public interface SerialLine extends AutoCloseable {

  /** Sends bytes. */
  void write(byte[] bytes);

  /**
   * Receives at least one byte where one comes before the line's patience ends.
   *
   * @return bytes received, at most {@code into.length}; 0: nothing came
   */
  int read(byte[] into);

  @Override
  void close();
}
