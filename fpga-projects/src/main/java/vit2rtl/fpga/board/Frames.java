package vit2rtl.fpga.board;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import vit2rtl.fpga.serial.SerialLine;
import vit2rtl.sim.tool.ToolException;

/** Requests and replies of {@link Protocol} on a line, the host's end. */
final class Frames {
  /** More bytes than boards send that were asked for rows and not listened to. */
  private static final int MOST_NOISE = 1 << 20;

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

  /**
   * The next whole and undamaged reply; empty where the line falls silent first, where what came is damaged, or answers
   * another command.
   */
  Optional<Reply> receive(int command, int payloadBytes) {
    int b;
    int skipped = 0;
    do {
      b = next();
    } while (b >= 0 && b != Protocol.REPLY && ++skipped < MOST_NOISE);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    if (b != Protocol.REPLY || !take(frame, 3)) {
      return Optional.empty();
    }
    int status = frame.toByteArray()[0] & 0xFF;
    boolean bare = status == Protocol.Status.REFUSED.ordinal() || status == Protocol.Status.CONSTANTS.ordinal();
    if (!bare && ((frame.toByteArray()[1] & 0xFF) != command || !takePayload(frame, command, payloadBytes))) {
      return Optional.empty();
    }
    byte[] bytes = frame.toByteArray();
    int crc = next();
    return crc == Protocol.crc(bytes, 0, bytes.length)
        ? Optional.of(new Reply(status, bytes[2] & 0xFF, Arrays.copyOfRange(bytes, 3, bytes.length)))
        : Optional.empty();
  }

  private boolean takePayload(ByteArrayOutputStream frame, int command, int payloadBytes) {
    return command == Protocol.DESCRIBE
        ? take(frame, Protocol.DESCRIPTION_HEAD)
            && take(frame, (frame.toByteArray()[3 + 3] & Protocol.ONE_REQUEST - 1) * Protocol.UNIT_BYTES)
        : take(frame, payloadBytes);
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

  /** Waits until the line is silent: the board has given up what it was doing. One that never is is no board's. */
  void quiet() {
    for (int i = 0; i < MOST_NOISE; i++) {
      if (next() < 0) {
        return;
      }
    }
    throw new ToolException("the line does not fall silent: " + MOST_NOISE + " bytes came that answer nothing; check the"
        + " port, the baud rate, and that no other program uses it");
  }
}
