package vit2rtl.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** The program in a process of its own, whose PATH begins, or is, a folder of stand-ins for tools. */
final class StubTools {
  private final Path folder;

  StubTools(Path folder) {
    this.folder = folder;
  }

  /** A tool that runs these lines of bash. */
  void tool(String name, String lines) throws IOException {
    Path file = Files.writeString(folder.resolve(name), "#!/bin/bash\n" + lines);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Runs a command with the stand-ins before the tools of this machine. */
  CliRun before(String... arguments) throws Exception {
    return run(folder + File.pathSeparator + System.getenv("PATH"), arguments);
  }

  /** Runs a command with nothing but the stand-ins. */
  CliRun alone(String... arguments) throws Exception {
    return run(folder.toString(), arguments);
  }

  /** The same, ended by a signal as soon as a file is there. */
  CliRun stoppedAt(Path file, String... arguments) throws Exception {
    return run(folder.toString(), process -> {
      while (process.isAlive() && !Files.exists(file)) {
        Thread.sleep(10);
      }
      process.destroy();
    }, arguments);
  }

  /** What is done with a process that runs. */
  @FunctionalInterface
  private interface Meanwhile {
    void with(Process process) throws InterruptedException;
  }

  private CliRun run(String path, String... arguments) throws Exception {
    return run(path, process -> { }, arguments);
  }

  private CliRun run(String path, Meanwhile meanwhile, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xss64m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
        "-Djava.awt.headless=true", "-cp", System.getProperty("java.class.path"), "vit2rtl.cli.Main"));
    command.addAll(List.of(arguments));
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("PATH", path);
    Process process = builder.start();
    meanwhile.with(process);
    int exit = process.waitFor();
    return new CliRun(exit, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8), "");
  }
}
