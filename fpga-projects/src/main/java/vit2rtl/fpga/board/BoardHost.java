package vit2rtl.fpga.board;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntConsumer;
import vit2rtl.fpga.serial.SerialLine;
import vit2rtl.golden.InputException;
import vit2rtl.golden.IntRange;
import vit2rtl.sim.tool.ToolException;

/**
 * The host's end of {@link Protocol}. Keeps {@link Protocol#WINDOW} requests open; a reply that is damaged, late or not
 * OK is answered by a pause until the line is silent and by sending the row again, up to {@link #ATTEMPTS} times.
 */
public final class BoardHost {
  static final int ATTEMPTS = 3;

  private final SerialLine line;
  private final byte[] chunk = new byte[4096];
  private int chunkAt;
  private int chunkEnd;
  private int sequence;
  private int repeats;

  public BoardHost(SerialLine line) {
    this.line = line;
  }

  private record Reply(int status, int sequence, byte[] payload) {}

  /** Requests that had to be repeated so far. */
  public int repeats() {
    return repeats;
  }

  /** Asks the board what it carries. */
  public BoardDescription describe() {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int asked = send(Protocol.DESCRIBE, new byte[0]);
      Optional<Reply> reply = receive(0);
      if (reply.isPresent() && reply.get().sequence() == asked && reply.get().status() == 0) {
        return BoardDescription.parse(reply.get().payload());
      }
      quiet();
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
    check(unit, in);
    int length = unit.rowLength();
    int rows = in.length / length;
    int[] out = new int[in.length];
    int sent = 0;
    int done = 0;
    int attempts = 0;
    int firstOpen = sequence;
    while (done < rows) {
      while (sent < rows && sent - done < Protocol.WINDOW) {
        send(unit.command(), bytes(in, sent * length, length, unit.input()));
        sent++;
      }
      Optional<Reply> reply = receive(length);
      if (reply.isPresent() && reply.get().status() == 0 && reply.get().sequence() == firstOpen) {
        for (int i = 0; i < length; i++) {
          out[done * length + i] = element(reply.get().payload()[i], unit.output());
        }
        done++;
        firstOpen = firstOpen + 1 & 0xFF;
        attempts = 0;
        progress.accept(done);
      } else {
        if (++attempts == ATTEMPTS) {
          throw new ToolException("row " + done + " failed " + ATTEMPTS + " times on the board: "
              + reply.map(r -> meaning(r.status())).orElse("no whole reply came"));
        }
        repeats++;
        quiet();
        sent = done;
        firstOpen = sequence;
      }
    }
    return out;
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
    int each = (elements.bits() + Byte.SIZE - 1) / Byte.SIZE;
    byte[] bytes = new byte[count * each];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (in[from + i / each] >> i % each * Byte.SIZE);
    }
    return bytes;
  }

  private static int element(byte received, IntRange elements) {
    int free = Integer.SIZE - elements.bits();
    return elements.min() < 0 ? received << free >> free : received & 0xFF;
  }

  /** Sends a request and returns its sequence number. */
  private int send(int command, byte[] row) {
    byte[] frame = new byte[row.length + 4];
    frame[0] = (byte) Protocol.REQUEST;
    frame[1] = (byte) command;
    frame[2] = (byte) sequence;
    System.arraycopy(row, 0, frame, 3, row.length);
    frame[frame.length - 1] = (byte) Protocol.crc(frame, 1, frame.length - 1);
    line.write(frame);
    int used = sequence;
    sequence = sequence + 1 & 0xFF;
    return used;
  }

  /** The next whole and undamaged reply; empty where the line falls silent first, or what came is damaged. */
  private Optional<Reply> receive(int rowLength) {
    int b;
    do {
      b = next();
    } while (b >= 0 && b != Protocol.REPLY);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    if (b < 0 || !take(frame, 3)) {
      return Optional.empty();
    }
    int status = frame.toByteArray()[0];
    int command = frame.toByteArray()[1];
    if (status != Protocol.Status.REFUSED.ordinal()) {
      if (command == Protocol.DESCRIBE) {
        if (!take(frame, Protocol.DESCRIPTION_HEAD)
            || !take(frame, frame.toByteArray()[3 + 3] * Protocol.UNIT_BYTES)) {
          return Optional.empty();
        }
      } else if (!take(frame, rowLength)) {
        return Optional.empty();
      }
    }
    byte[] bytes = frame.toByteArray();
    int crc = next();
    return crc == Protocol.crc(bytes, 0, bytes.length)
        ? Optional.of(new Reply(status, bytes[2] & 0xFF, Arrays.copyOfRange(bytes, 3, bytes.length)))
        : Optional.empty();
  }

  private boolean take(ByteArrayOutputStream into, int count) {
    for (int i = 0; i < count; i++) {
      int b = next();
      if (b < 0) {
        return false;
      }
      into.write(b);
    }
    return true;
  }

  /** The next byte, or −1 where none comes. */
  private int next() {
    if (chunkAt == chunkEnd) {
      chunkAt = 0;
      chunkEnd = line.read(chunk);
      if (chunkEnd == 0) {
        return -1;
      }
    }
    return chunk[chunkAt++] & 0xFF;
  }

  /** Waits until the line is silent: the board has given up what it was doing. */
  private void quiet() {
    int b;
    do {
      b = next();
    } while (b >= 0);
  }
}
