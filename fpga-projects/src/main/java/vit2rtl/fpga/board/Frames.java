package vit2rtl.fpga.board;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import vit2rtl.fpga.serial.SerialLine;

/** Requests and replies of {@link Protocol} on a line, the host's end. */
final class Frames {
  private final SerialLine line;
  private final byte[] chunk = new byte[4096];
  private int chunkAt;
  private int chunkEnd;
  private int sequence;

  Frames(SerialLine line) {
    this.line = line;
  }

  /**
   * A reply that came whole and undamaged.
   *
   * @param payload what stands between sequence number and CRC
   */
  record Reply(int status, int sequence, byte[] payload) {}

  /** The sequence number of the next request. */
  int sequence() {
    return sequence;
  }

  /** Sends a request and returns its sequence number. */
  int send(int command, byte[] row) {
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
  Optional<Reply> receive(int payloadBytes) {
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
    if (status != Protocol.Status.REFUSED.ordinal() && status != Protocol.Status.CONSTANTS.ordinal()) {
      if (command == Protocol.DESCRIBE) {
        if (!take(frame, Protocol.DESCRIPTION_HEAD)
            || !take(frame, frame.toByteArray()[3 + 3] * Protocol.UNIT_BYTES)) {
          return Optional.empty();
        }
      } else if (!take(frame, payloadBytes)) {
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
  void quiet() {
    int b;
    do {
      b = next();
    } while (b >= 0);
  }
}
