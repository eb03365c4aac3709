package vit2rtl.fpga.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import vit2rtl.fpga.BoardUnit;
import vit2rtl.fpga.network.NetworkUnit;
import vit2rtl.fpga.serial.SerialLine;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.sim.tool.ToolException;

/**
 * The host's end of {@link Protocol}. Keeps as many requests open as the board says that it takes; a reply that is
 * damaged, late or not OK is answered by a pause until the line is silent and by sending the row again, up to {@link #ATTEMPTS} times.
 */
public final class BoardHost {
  static final int ATTEMPTS = 3;

  private final Frames frames;
  private int repeats;
  private int window = Protocol.WINDOW;

  public BoardHost(SerialLine line) {
    this.frames = new Frames(line);
  }

  /** Requests that had to be repeated so far. */
  public int repeats() {
    return repeats;
  }

  /** Asks the board what it carries. */
  public BoardDescription describe() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int asked = frames.send(Protocol.DESCRIBE, new byte[0]);
      Optional<Frames.Reply> reply = frames.receive(Protocol.DESCRIBE, 0);
      if (reply.isPresent() && reply.get().sequence() == asked && reply.get().status() == 0) {
        BoardDescription description = BoardDescription.parse(reply.get().payload());
        window = description.window();
        return description;
      }
      frames.quiet();
    }
    throw new ToolException("no vit2rtl board answers on the line; check the port, the baud rate, and that the"
        + " bitstream is loaded");
  }

  /**
   * Sends rows through a unit.
   *
   * @param in       elements, row-major, whole rows
   * @param progress told the number of finished rows
   * @return the unit's output, same shape
   */
  public int[] run(BoardDescription.Unit unit, int[] in, IntConsumer progress) {
    int[] out = new int[in.length / unit.rowLength() * unit.results()];
    exchange(unit, in, (row, payload) -> {
      elements(unit, payload, out, row * unit.results());
      progress.accept(row + 1);
    });
    return out;
  }

  /**
   * What a network on a board made of an image.
   *
   * @param logits one for each class
   * @param cycles of its clock that the image took
   */
  public record Classified(int[] logits, long cycles) {}

  /**
   * Sends images through a network.
   *
   * @param pixels bytes by row, column, channel, whole images
   */
  public List<Classified> classify(BoardDescription.Unit network, int[] pixels, IntConsumer progress) {
    List<Classified> all = new ArrayList<>();
    exchange(network, pixels, (image, payload) -> {
      int[] logits = new int[network.results()];
      elements(network, payload, logits, 0);
      int at = payload.length - NetworkUnit.CYCLE_BYTES;
      all.add(new Classified(logits,
          Integer.toUnsignedLong(BoardDescription.number(payload, at, NetworkUnit.CYCLE_BYTES))));
      progress.accept(image + 1);
    });
    return all;
  }

  /** Hears of every row's reply, in order. */
  private interface Replies {
    void reply(int row, byte[] payload);
  }

  private void exchange(BoardDescription.Unit unit, int[] in, Replies replies) {
    check(unit, in);
    int length = unit.rowLength();
    int rows = in.length / length;
    int sent = 0;
    int done = 0;
    int attempts = 0;
    int firstOpen = frames.sequence();
    while (done < rows) {
      while (sent < rows && sent - done < window) {
        frames.send(unit.command(), bytes(in, sent * length, length, unit.input()));
        sent++;
      }
      Optional<Frames.Reply> reply = frames.receive(unit.command(), unit.replyBytes());
      if (reply.isPresent() && reply.get().status() == 0 && reply.get().sequence() == firstOpen) {
        replies.reply(done, reply.get().payload());
        done++;
        firstOpen = firstOpen + 1 & 0xFF;
        attempts = 0;
      } else {
        if (++attempts == ATTEMPTS) {
          throw new ToolException("row " + done + " failed " + ATTEMPTS + " times on the board: "
              + reply.map(r -> meaning(r.status())).orElse("no whole reply came"));
        }
        repeats++;
        frames.quiet();
        sent = done;
        firstOpen = frames.sequence();
      }
    }
  }

  private static void elements(BoardDescription.Unit unit, byte[] payload, int[] into, int from) {
    int each = BoardUnit.bytes(unit.output().bits());
    int free = Integer.SIZE - unit.output().bits();
    for (int i = 0; i < unit.results(); i++) {
      int element = BoardDescription.number(payload, i * each, each);
      into[from + i] = unit.output().min() < 0 ? element << free >> free : element;
    }
  }

  private static void check(BoardDescription.Unit unit, int[] in) {
    if (in.length % unit.rowLength() != 0) {
      throw new InputException(in.length + " elements for the board's " + unit.kind() + "; allowed: whole rows of "
          + unit.rowLength());
    }
    for (int i = 0; i < in.length; i++) {
      if (!unit.input().contains(in[i])) {
        throw new InputException("element " + i + " for the board's " + unit.kind() + " is " + in[i]
            + "; allowed: " + unit.input());
      }
    }
  }

  private static String meaning(int status) {
    return status == 0 ? "replies out of order"
        : status < Protocol.Status.values().length ? Protocol.Status.values()[status].meaning() : "status " + status;
  }

  private static byte[] bytes(int[] in, int from, int count, IntRange elements) {
    int each = BoardUnit.bytes(elements.bits());
    byte[] bytes = new byte[count * each];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (in[from + i / each] >> i % each * Byte.SIZE);
    }
    return bytes;
  }
}
