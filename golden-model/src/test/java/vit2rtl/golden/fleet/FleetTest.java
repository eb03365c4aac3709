package vit2rtl.golden.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import vit2rtl.golden.InputException;

/** Work in shards, by threads, in files and in folders. */
@Execution(ExecutionMode.CONCURRENT)
class FleetTest {
  @TempDir
  Path folder;

  private static List<Integer> numbers(WorkResults results) {
    return results.units().stream().map(bytes -> ByteBuffer.wrap(bytes).getInt()).toList();
  }

  private static List<Integer> squares(int units, int offset) {
    return IntStream.range(0, units).map(i -> offset + i * i).boxed().toList();
  }

  private static WorkResults run(Work work, int threads, int shards, Optional<Path> folder, List<String> notices) {
    return new FleetRun(work, folder).run(new LocalFleet(threads), shards, done -> { }, notices::add);
  }

  private Path shard(Squares work, int index, int of, String name) {
    Path file = folder.resolve(name);
    new LocalFleet(1).run(work, List.of(Span.of(work.units(), index, of)), new Fleet.Receiver() {
      @Override
      public void units(int done) {
        assertEquals(1, done);
      }

      @Override
      public void shard(Span span, List<byte[]> results, double seconds) {
        new ShardFile(WorkHead.of(work), span, results, seconds).write(file);
      }
    });
    return file;
  }

  private static String refused(List<Path> files) {
    return assertThrows(InputException.class, () -> Merge.of(files)).getMessage();
  }

  @Test
  void shardsCoverAllUnitsOnce() {
    for (int units : new int[] {1, 7, 100}) {
      for (int of : new int[] {1, 3, 7, 12}) {
        List<Integer> covered = new ArrayList<>();
        for (int i = 1; i <= of; i++) {
          Span span = Span.of(units, i, of);
          assertTrue(span.size() == units / of || span.size() == (units + of - 1) / of, span::toString);
          IntStream.range(span.from(), span.to()).forEach(covered::add);
        }
        assertEquals(IntStream.range(0, units).boxed().toList(), covered);
      }
    }
    assertEquals(5, Span.cut(5, 64).size());
    assertEquals("shard 2/3, units 33 to 65", Span.of(100, 2, 3).toString());
  }

  @Test
  void resultsDoNotDependOnThreadsAndShards() {
    for (int threads : new int[] {1, 3}) {
      for (int shards : new int[] {1, 4, 50}) {
        assertEquals(squares(23, 5), numbers(run(new Squares(23, 5), threads, shards, Optional.empty(), new ArrayList<>())));
      }
    }
  }

  @Test
  void filesMergeInAnyOrderAndTwice() {
    Squares work = new Squares(11, 0);
    Path a = shard(work, 1, 3, "a.vshard");
    Path b = shard(work, 2, 3, "b.vshard");
    Path c = shard(work, 3, 3, "c.vshard");
    Path other = shard(work, 1, 2, "half.vshard");
    WorkResults merged = Merge.of(List.of(c, a, b, a, other));
    assertEquals(squares(11, 0), numbers(merged));
    assertEquals(WorkHead.of(work), merged.head());
  }

  /** More shards than units: those without units are done, too, and their files merge. */
  @Test
  void shardsMayHaveNoUnits() {
    Squares work = new Squares(2, 0);
    Path a = shard(work, 1, 3, "a.vshard");
    Path b = shard(work, 2, 3, "b.vshard");
    Path c = shard(work, 3, 3, "c.vshard");
    assertEquals(0, ShardFile.read(a).span().size());
    assertEquals(squares(2, 0), numbers(Merge.of(List.of(a, b, c))));
  }

  @Test
  void whatDoesNotBelongIsRefusedByName() throws IOException {
    Squares work = new Squares(9, 0);
    Path a = shard(work, 1, 3, "a.vshard");
    Path b = shard(work, 2, 3, "b.vshard");
    Path c = shard(work, 3, 3, "c.vshard");
    assertEquals("shards are missing: of 9 units there are no results of 3 to 5, which are --shard 2/3; run them and merge"
        + " all files", refused(List.of(a, c)));
    Path foreign = shard(new Squares(9, 1), 2, 3, "foreign.vshard");
    assertEquals(foreign + " does not belong to " + a + ": it was made with another model, other images or other files;"
        + " leave one of them out", refused(List.of(a, foreign, b)));
    byte[] bytes = Files.readAllBytes(b);
    bytes[bytes.length - 40] ^= 1;
    Path damaged = Files.write(folder.resolve("damaged.vshard"), bytes);
    assertEquals(damaged + " is damaged: its checksum is not that of its content; delete it and run its shard again",
        refused(List.of(a, damaged, c)));
    Path cut = Files.write(folder.resolve("cut.vshard"), Arrays.copyOf(bytes, 30));
    assertTrue(refused(List.of(cut)).startsWith(cut + " is damaged: "));
    Path text = Files.writeString(folder.resolve("text.vshard"), "hello");
    assertTrue(refused(List.of(text)).startsWith(text + " is no shard of this version"));
    assertEquals("there is no file " + folder.resolve("none"), refused(List.of(folder.resolve("none"))));
  }

  @Test
  void twoResultsOfAUnitMustBeEqual() {
    WorkHead head = WorkHead.of(new Squares(1, 0));
    Path a = folder.resolve("a.vshard");
    Path b = folder.resolve("b.vshard");
    new ShardFile(head, Span.of(1, 1, 1), List.of(new byte[] {1}), 1).write(a);
    new ShardFile(head, Span.of(1, 1, 1), List.of(new byte[] {2}), 1).write(b);
    assertTrue(refused(List.of(a, b)).startsWith(b + " gives unit 0 another result"));
  }

  @Test
  void aStoppedRunGoesOnFromWhatIsThere() throws IOException {
    Squares breaks = new Squares(12, 0, 7, new Squares.Counter());
    Path kept = folder.resolve("kept");
    ShardFailure failure = assertThrows(ShardFailure.class,
        () -> run(breaks, 1, 4, Optional.of(kept), new ArrayList<>()));
    assertEquals("shard 3/4, units 6 to 8: the unit is broken", failure.getMessage());
    Squares mended = new Squares(12, 0);
    List<String> notices = new ArrayList<>();
    assertEquals(squares(12, 0), numbers(run(mended, 2, 4, Optional.of(kept), notices)));
    assertEquals(List.of("6 of 12 units are there already"), notices);
    assertEquals(6, mended.counter().done.get());

    Path one;
    try (Stream<Path> files = Files.list(kept)) {
      one = files.sorted().findFirst().orElseThrow();
    }
    Files.write(one, new byte[200]);
    notices.clear();
    assertEquals(squares(12, 0), numbers(run(mended, 2, 4, Optional.of(kept), notices)));
    assertTrue(notices.get(0).startsWith(one + " is no shard"), notices::toString);
    assertEquals(folder.resolve("kept") + " holds shards of other work or of another build, such as "
        + one.getFileName() + "; name another folder, or empty this one", assertThrows(InputException.class,
            () -> run(new Squares(12, 1), 1, 4, Optional.of(kept), new ArrayList<>())).getMessage());
  }

  @Test
  void theKeyIsOfEverythingThatResultsDependOn() {
    String key = WorkHead.of(new Squares(3, 0)).key();
    assertEquals(key, WorkHead.of(new Squares(3, 0)).key());
    assertNotEquals(key, WorkHead.of(new Squares(3, 1)).key());
    assertNotEquals(key, WorkHead.of(new Squares(4, 0)).key());
    assertEquals(64, Build.identity().length());
  }
}
