package vit2rtl.scale;

import java.io.Serializable;
import java.util.List;
import vit2rtl.golden.fleet.Span;

/**
 * What comes back from a worker.
 *
 * @param span    the shard
 * @param results of its units; none where it is refused
 * @param seconds how long they took
 * @param refusal a sentence on input that is not usable, which no other worker would find otherwise; empty where all is well
 */
record ShardDone(Span span, List<byte[]> results, double seconds, String refusal) implements Serializable {}
