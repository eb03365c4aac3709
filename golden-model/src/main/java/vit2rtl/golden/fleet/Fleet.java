package vit2rtl.golden.fleet;

import java.util.List;

/** Whoever does shards of work: threads of this JVM, or workers elsewhere. */
public interface Fleet extends AutoCloseable {

  /** In a few words, for who waits. */
  String title();

  /** How many units it does at a time. */
  int width();

  /**
   * Does the shards; returns when all are done.
   *
   * @throws ShardFailure where a unit cannot be done; shards that were done before have been handed over, no other is begun
   */
  void run(Work work, List<Span> spans, Receiver receiver);

  @Override
  default void close() {
    // Threads end with their work.
  }

  /** Gets what is done; called by one thread at a time. */
  interface Receiver {

    /** So many more units are done, of a shard that may not be. */
    void units(int done);

    /** A shard is done, with a result for every unit of it, after so many seconds. Each is handed over once. */
    void shard(Span span, List<byte[]> results, double seconds);
  }
}
