package vit2rtl.bench.network;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import vit2rtl.bench.UnitBench;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimOptions;

/** Every place of a network through its unit, on all cores; results in the order of the places, whatever the timing. */
public final class NetworkRun {
  /** Every design as it is. */
  public static final Change NO_CHANGE = (site, design) -> design;

  private final SimOptions options;
  private final Change change;
  private final Optional<Path> replays;

  /** What is simulated in place of a design. */
  @FunctionalInterface
  public interface Change {
    RtlDesign apply(Site site, RtlDesign design);
  }

  public NetworkRun(SimOptions options) {
    this(options, NO_CHANGE);
  }

  /** With designs changed before they are simulated: to see whether a fault is noticed. */
  public NetworkRun(SimOptions options, Change change) {
    this(options, change, Optional.empty());
  }

  private NetworkRun(SimOptions options, Change change, Optional<Path> replays) {
    this.options = options;
    this.change = change;
    this.replays = replays;
  }

  /** Leaves a replay file in this folder for every place that fails. */
  public NetworkRun withReplays(Path folder) {
    return new NetworkRun(options, change, Optional.of(folder));
  }

  /** Runs all places; {@code done} receives each as it ends, from any thread. */
  public List<SiteResult> run(List<Site> sites, Consumer<SiteResult> done) {
    ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<SiteResult>> runs = new ArrayList<>();
      for (int i = 0; i < sites.size(); i++) {
        Site site = sites.get(i);
        long seed = i + 1;
        runs.add(pool.submit(() -> {
          UnitBench bench = new UnitBench(site.config());
          UnitBench changed = bench.withDesign(change.apply(site, bench.design()));
          SiteResult result = new SiteRun(site, changed, options, seed, replays).run();
          done.accept(result);
          return result;
        }));
      }
      List<SiteResult> results = new ArrayList<>();
      for (Future<SiteResult> run : runs) {
        results.add(run.get());
      }
      return results;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }
}
