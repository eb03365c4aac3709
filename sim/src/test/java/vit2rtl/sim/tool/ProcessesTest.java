package vit2rtl.sim.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A tool whose processor time is limited: what it printed, nothing where it took too long, an error where it failed. */
class ProcessesTest {
  @TempDir
  private Path folder;

  @Test
  void processorTimeIsLimited() {
    assertEquals(Optional.of("done\n"), Processes.runWithin(folder, 5, List.of("sh", "-c", "echo done")));
    assertEquals(Optional.empty(), Processes.runWithin(folder, 1, List.of("sh", "-c", "echo begun; while :; do :; done")));
    ToolException failed = assertThrows(ToolException.class,
        () -> Processes.runWithin(folder, 5, List.of("sh", "-c", "echo why; exit 3")));
    assertTrue(failed.getMessage().contains("failed with status 3:\nwhy"), failed.getMessage());
    ToolException killed = assertThrows(ToolException.class,
        () -> Processes.runWithin(folder, 5, List.of("sh", "-c", "kill -KILL $$")));
    assertTrue(killed.getMessage().contains("failed with status 137"), killed.getMessage());
  }
}
