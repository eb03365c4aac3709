package vit2rtl.cli.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine.Option;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.output.Progress;
import vit2rtl.cli.output.WhenStopped;
import vit2rtl.golden.InputException;
import vit2rtl.golden.fleet.Fleet;
import vit2rtl.golden.fleet.FleetProvider;
import vit2rtl.golden.fleet.FleetRun;
import vit2rtl.golden.fleet.LocalFleet;
import vit2rtl.golden.fleet.ShardFile;
import vit2rtl.golden.fleet.Span;
import vit2rtl.golden.fleet.Work;
import vit2rtl.golden.fleet.WorkHead;
import vit2rtl.golden.fleet.WorkResults;

/** Who does a command's work, and which part of it, as several commands take it (docs/scale.md). */
public final class FleetArguments {
  private static final int SHARDS_PER_CORE = 4;
  private static final Pattern SHARD = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

  @Option(names = "--shard", paramLabel = "I/N",
      description = "Do only the I-th of N parts of the work, 1 to N; '--out' keeps its results, 'vit2rtl merge' puts all"
          + " parts together (docs/scale.md).")
  private String shard;

  @Option(names = "--out", paramLabel = "F.vshard", description = "Of --shard, the file of its results.")
  private Path out;

  @Option(names = "--resume", paramLabel = "DIR",
      description = "Keep finished parts in this folder and go on from those that are there.")
  private Path resume;

  @Option(names = "--master", paramLabel = "URL",
      description = "Do the work on Apache Spark: local[*], local[N], or a cluster's spark://HOST:PORT.")
  private String master;

  @Option(names = "--shards", paramLabel = "N",
      description = "Of --master and --resume, into how many parts the work is cut. Default: 4 for each core.")
  private Integer shards;

  @Option(names = "--spark", paramLabel = "KEY=VALUE", description = "Of --master, a setting of Spark; repeatable.")
  private List<String> spark = List.of();

  /** Whether anything was said, so that the work is cut. */
  public boolean given() {
    return cuts() || resume != null;
  }

  /** The same, but for a folder to go on from alone, which serves a command that keeps results there by itself. */
  public boolean cuts() {
    return shard != null || out != null || master != null || shards != null || !spark.isEmpty();
  }

  /** The folder to go on from. */
  public Optional<Path> resume() {
    return Optional.ofNullable(resume);
  }

  /** Refuses what does not go together, before any work. */
  public void check() {
    if ((shard == null) != (out == null)) {
      throw new InputException(shard == null ? "--out " + out + " keeps the results of a shard; name it with --shard I/N"
          : "--shard " + shard + " needs a file for its results: --out F" + ShardFile.SUFFIX);
    }
    if (shard != null && (master != null || resume != null || shards != null)) {
      throw new InputException("--shard does one part here; leave --master, --resume and --shards out");
    }
    if (shards != null && (shards < 1 || master == null && resume == null)) {
      throw new InputException("--shards " + shards + "; allowed: 1 or more, with --master or --resume");
    }
    if (!spark.isEmpty() && master == null) {
      throw new InputException("--spark " + spark.get(0) + " belongs to --master, which is missing");
    }
    KeyValues.of("--spark", spark);
    span(1);
    Outputs.files(out);
    Outputs.folders(resume);
  }

  private Span span(int units) {
    if (shard == null) {
      return Span.of(units, 1, 1);
    }
    Matcher parts = SHARD.matcher(shard);
    if (!parts.matches()) {
      throw new InputException("--shard " + shard + "; allowed: I/N, such as 1/8 to 8/8");
    }
    int index = Integer.parseInt(parts.group(1));
    int of = Integer.parseInt(parts.group(2));
    if (of < 1 || index < 1 || index > of) {
      throw new InputException("--shard " + shard + "; allowed: 1/" + Math.max(1, of) + " to " + Math.max(1, of) + "/"
          + Math.max(1, of));
    }
    return Span.of(units, index, of);
  }

  /** Does the work, or the part of it that was asked for; empty where that leaves nothing to report yet. */
  public Optional<WorkResults> run(Work work) {
    if (shard != null) {
      runShard(work);
      return Optional.empty();
    }
    Fleet chosen = master == null ? new LocalFleet() : FleetProvider.at(master, KeyValues.of("--spark", spark));
    try (Fleet fleet = chosen; ProgressBar bar = Progress.rated(work.kind() + " on " + fleet.title(), work.units());
        WhenStopped kept = WhenStopped.tell(() -> stopped(bar.getCurrent(), work.units()))) {
      int parts = shards == null ? SHARDS_PER_CORE * fleet.width() : shards;
      return Optional.of(new FleetRun(work, Optional.ofNullable(resume)).run(fleet, parts, bar::stepBy, Progress::say));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void stopped(long done, int units) {
    Progress.say("stopped after " + done + " of " + units + " units; " + (resume == null
        ? "with --resume DIR finished parts are kept" : "finished parts are in " + resume
        + ", and the same command goes on from there"));
  }

  private void runShard(Work work) {
    WorkHead head = WorkHead.of(work);
    Span span = span(work.units());
    if (isThere(head, span)) {
      System.out.println(span + " of " + work.units() + " is there already: " + out);
      return;
    }
    try (ProgressBar bar = Progress.rated(work.kind() + ", " + span, span.size());
        WhenStopped kept = WhenStopped.tell(() -> Progress.say("stopped after " + bar.getCurrent() + " of " + span.size()
            + " units; " + out + " is written when all are done"))) {
      new LocalFleet().run(work, List.of(span), new Fleet.Receiver() {
        @Override
        public void units(int done) {
          bar.stepBy(done);
        }

        @Override
        public void shard(Span done, List<byte[]> results, double seconds) {
          new ShardFile(head, done, results, seconds).write(out);
          System.out.printf(Locale.ROOT, "%s of %d in %.1f s: %s%n", done, work.units(), seconds, out);
        }
      });
    }
  }

  /** Whether this very part was done before; a file of anything else is not written over. */
  private boolean isThere(WorkHead head, Span span) {
    if (!Files.exists(out)) {
      return false;
    }
    ShardFile there;
    try {
      there = ShardFile.read(out);
    } catch (InputException e) {
      Progress.say(e.getMessage());
      Progress.say("doing " + span + " again");
      return false;
    }
    if (there.head().key().equals(head.key()) && there.span().equals(span)) {
      return true;
    }
    throw new InputException(out + " is there and of " + (there.head().key().equals(head.key()) ? there.span().toString()
        : "other work or another build") + "; name another file or delete it");
  }
}
