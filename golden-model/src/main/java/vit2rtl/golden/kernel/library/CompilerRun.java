package vit2rtl.golden.kernel.library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of a compiler. What it prints goes to a file, for who reads a pipe waits as long as somebody may write to it. */
final class CompilerRun {
  private CompilerRun() {}

  /**
   * What a command prints.
   *
   * @param folder  where it runs, and has its temporary files
   * @param seconds after which it is ended, with all that it started
   */
  static String output(Path folder, List<String> command, long seconds) throws IOException, KernelBuild.Failure {
    Path output = Files.createTempFile(folder, "compiler-", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
        .redirectOutput(output.toFile());
    builder.environment().put("TMPDIR", folder.toString());
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new KernelBuild.Failure(command.get(0) + " did not end within " + seconds + " seconds");
      }
      String said = Files.readString(output);
      if (process.exitValue() != 0) {
        throw new KernelBuild.Failure(command.get(0) + " does not compile it: "
            + said.lines().findFirst().orElse("it says nothing"));
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KernelBuild.Failure("its build was interrupted");
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.deleteIfExists(output);
    }
  }
}
