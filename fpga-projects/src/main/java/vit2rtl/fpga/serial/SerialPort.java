package vit2rtl.fpga.serial;

import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.util.List;
import java.util.stream.Stream;
import vit2rtl.golden.InputException;
import vit2rtl.sim.tool.ToolException;

/**
 * A serial port of this machine, by jSerialComm: Linux, macOS and Windows. Eight data bits, one stop bit, no parity, no flow
 * control, every byte as it is.
 */
public final class SerialPort implements SerialLine {
  /** A read usually gives up after a second, longer than a board takes to give up a request. */
  public static final int PATIENCE_SECONDS = 1;
  private static final int MOST_PATIENCE_SECONDS = 3600;
  private static final int DATA_BITS = 8;
  /** What systems say of a port that may not be used, that is in use, and of what is none. */
  private static final int LINUX_FORBIDDEN = 13;
  private static final int LINUX_NO_TERMINAL = 25;

  private final String name;
  private final com.fazecast.jSerialComm.SerialPort port;

  private SerialPort(String name, com.fazecast.jSerialComm.SerialPort port) {
    this.name = name;
    this.port = port;
  }

  /**
   * Opens a port.
   *
   * @param name     as the system has it: /dev/ttyUSB1, COM3
   * @param patience seconds after which a read gives up
   */
  public static SerialPort open(String name, int baud, int patience) {
    if (patience < 1 || patience > MOST_PATIENCE_SECONDS) {
      throw new InputException("a patience of " + patience + " seconds; allowed: 1 to " + MOST_PATIENCE_SECONDS);
    }
    if (baud < 1) {
      throw new InputException("baud rate " + baud + "; allowed: 1 or more, as the board was built with");
    }
    com.fazecast.jSerialComm.SerialPort port = port(name);
    port.setComPortParameters(baud, DATA_BITS, com.fazecast.jSerialComm.SerialPort.ONE_STOP_BIT,
        com.fazecast.jSerialComm.SerialPort.NO_PARITY);
    port.setFlowControl(com.fazecast.jSerialComm.SerialPort.FLOW_CONTROL_DISABLED);
    port.setComPortTimeouts(com.fazecast.jSerialComm.SerialPort.TIMEOUT_READ_SEMI_BLOCKING, patience * 1000, 0);
    if (!port.openPort()) {
      throw refusal(name, baud, port.getLastErrorCode());
    }
    return new SerialPort(name, port);
  }

  private static com.fazecast.jSerialComm.SerialPort port(String name) {
    try {
      return com.fazecast.jSerialComm.SerialPort.getCommPort(name);
    } catch (SerialPortInvalidPortException e) {
      List<String> there = Stream.of(com.fazecast.jSerialComm.SerialPort.getCommPorts())
          .map(com.fazecast.jSerialComm.SerialPort::getSystemPortPath).sorted().toList();
      throw new InputException("there is no serial port " + name + "; is the board plugged in? There "
          + (there.isEmpty() ? "is none" : there.size() == 1 ? "is " + there.get(0) : "are " + String.join(", ", there)),
          e);
    }
  }

  private static RuntimeException refusal(String name, int baud, int error) {
    boolean linux = System.getProperty("os.name").equals("Linux");
    if (linux && error == LINUX_FORBIDDEN) {
      return new InputException("no permission to use " + name + "; add yourself to its group (usually dialout)");
    }
    if (linux && error == LINUX_NO_TERMINAL) {
      return new InputException(name + " is not a serial port");
    }
    return new ToolException(name + " cannot be opened at " + baud + " baud (the system's error " + error
        + "); is another program using it?");
  }

  @Override
  public void write(byte[] bytes) {
    int sent = bytes.length == 0 ? 0 : port.writeBytes(bytes, bytes.length);
    if (sent < bytes.length) {
      throw new ToolException(name + " was closed or unplugged while " + (bytes.length - Math.max(0, sent))
          + " bytes were still to be sent");
    }
  }

  @Override
  public int read(byte[] into) {
    int n = port.readBytes(into, into.length);
    if (n < 0) {
      throw new ToolException(name + " was closed or unplugged");
    }
    return n;
  }

  @Override
  public void close() {
    port.closePort();
  }
}
