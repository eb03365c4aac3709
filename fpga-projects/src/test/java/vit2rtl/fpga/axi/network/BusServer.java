package vit2rtl.fpga.axi.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A driver in another process: its accesses come as lines. {@code r ADDRESS} reads a register, {@code w ADDRESS VALUE}
 * writes one, {@code p ADDRESS HEX} puts bytes into memory, {@code g ADDRESS COUNT} gets some; numbers are decimal.
 */
final class BusServer {
  private BusServer() {}

  /**
   * Starts a program that connects to the port in its environment's V2R_SIMULATION, and serves it until it closes.
   *
   * @return what it printed
   */
  static String serve(SimulatedSystem system, Path folder, List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listener.setSoTimeout(120_000);
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
          .redirectOutput(folder.resolve("said.txt").toFile());
      builder.environment().put("V2R_SIMULATION", String.valueOf(listener.getLocalPort()));
      builder.environment().putAll(environment);
      Process process = builder.start();
      try (Socket socket = listener.accept()) {
        answer(system, socket);
      }
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("the driver does not end");
      }
      String said = Files.readString(folder.resolve("said.txt"));
      return "exit " + process.exitValue() + "\n" + said;
    }
  }

  private static void answer(SimulatedSystem system, Socket socket) throws IOException {
    BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    PrintWriter out = new PrintWriter(socket.getOutputStream(), false, StandardCharsets.US_ASCII);
    socket.setTcpNoDelay(true);
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ");
      long address = Long.parseUnsignedLong(words[1]);
      switch (words[0]) {
        case "r" -> out.print(Integer.toUnsignedString(system.read(address)));
        case "w" -> {
          system.write(address, Integer.parseUnsignedInt(words[2]));
          out.print("ok");
        }
        case "p" -> {
          system.memory.put(address, SystemMemory.Piece.of(HexFormat.of().parseHex(words[2])));
          out.print("ok");
        }
        case "g" -> {
          byte[] bytes = new byte[Integer.parseInt(words[2])];
          for (int i = 0; i < bytes.length; i++) {
            bytes[i] = system.memory.at(address + i);
          }
          out.print(HexFormat.of().formatHex(bytes));
        }
        default -> throw new AssertionError(line);
      }
      out.print("\n");
      out.flush();
    }
  }
}
