package vit2rtl.golden.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import vit2rtl.golden.InputException;

/** All of some work done by a fleet, from finished shards on where a folder keeps them. */
public final class FleetRun {
  private final Work work;
  private final WorkHead head;
  private final Optional<ShardFolder> folder;

  public FleetRun(Work work, Optional<Path> folder) {
    this.work = work;
    this.head = WorkHead.of(work);
    this.folder = folder.map(f -> new ShardFolder(f, head));
  }

  /**
   * Does what is left to do.
   *
   * @param shards   how many shards the work is cut into
   * @param progress gets how many more units are done, those of finished shards first
   * @param notices  gets what the user should know
   */
  public WorkResults run(Fleet fleet, int shards, IntConsumer progress, Consumer<String> notices) {
    long start = System.nanoTime();
    Slots slots = new Slots(work.units());
    folder.map(f -> f.finished(notices)).orElse(List.of()).forEach(shard -> put(slots, shard.span(), shard.results()));
    List<Span> left = Span.cut(work.units(), shards).stream().filter(span -> !slots.isFull(span)).toList();
    int done = work.units() - left.stream().mapToInt(Span::size).sum();
    if (done > 0) {
      notices.accept(done + " of " + work.units() + " units are there already");
      progress.accept(done);
    }
    if (!left.isEmpty()) {
      fleet.run(work, left, new Fleet.Receiver() {
        @Override
        public void units(int more) {
          progress.accept(more);
        }

        @Override
        public void shard(Span span, List<byte[]> results, double seconds) {
          put(slots, span, results);
          folder.ifPresent(f -> f.keep(new ShardFile(head, span, results, seconds)));
        }
      });
    }
    if (!slots.missing().isEmpty()) {
      throw new IllegalStateException("units " + slots.missing() + " were not done");
    }
    return new WorkResults(head, slots.all(), (System.nanoTime() - start) * 1e-9);
  }

  private static void put(Slots slots, Span span, List<byte[]> results) {
    if (results.size() != span.size()) {
      throw new IllegalStateException(span + " came back with " + results.size() + " results");
    }
    int other = slots.put(span.from(), results);
    if (other >= 0) {
      throw new InputException("unit " + other + " was done twice, with different results; one of the machines computes"
          + " wrongly");
    }
  }
}
