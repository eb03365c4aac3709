package vit2rtl.golden.kernel.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A compiler says something, fails, or hangs. */
@Execution(ExecutionMode.CONCURRENT)
class CompilerRunTest {
  @TempDir
  Path folder;

  @Test
  void whatItPrintsComesBack() throws Exception {
    assertEquals("one\ntwo\n", CompilerRun.output(folder, List.of("sh", "-c", "echo one; echo two >&2"), 60));
    KernelBuild.Failure failure = assertThrows(KernelBuild.Failure.class,
        () -> CompilerRun.output(folder, List.of("sh", "-c", "echo wrong; exit 1"), 60));
    assertEquals("sh does not compile it: wrong", failure.getMessage());
  }

  @Test
  void oneThatHangsIsEndedWithWhatItStarted() throws Exception {
    KernelBuild.Failure failure = assertThrows(KernelBuild.Failure.class,
        () -> CompilerRun.output(folder, List.of("sh", "-c", "sleep 600 & echo $! >child; wait"), 1));
    assertEquals("sh did not end within 1 seconds", failure.getMessage());
    long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
    Optional<ProcessHandle> left = ProcessHandle.of(child);
    if (left.isPresent()) {
      left.get().onExit().get(1, TimeUnit.MINUTES);
    }
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count(), "what it printed is not left behind");
    }
  }
}
