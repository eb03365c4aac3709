package vit2rtl.bench.mutate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.mutate.TextMutants.Site;

/**
 * Mutants of a unit, each through the unit's bench; what the bench does not notice goes to a proof that it changes
 * nothing. Half of them are of the emitted text and half of the netlist; of RTL that was written elsewhere all are of the
 * netlist.
 */
public final class Campaign {
  private final UnitBench bench;
  private final Effort effort;
  private final long seed;
  private final List<String> lines;
  private final Map<Integer, Site> sites = new TreeMap<>();
  private final NetlistMutants netlist;
  private final List<Mutant> mutants = new ArrayList<>();

  /**
   * Draws mutants.
   *
   * @param count how many; fewer where the unit does not offer so many
   */
  public Campaign(UnitBench bench, int count, long seed, Effort effort) {
    this.bench = bench;
    this.effort = effort;
    this.seed = seed;
    this.lines = bench.design().text().lines().toList();
    if (bench.isOwn()) {
      for (Site site : TextMutants.sample(lines, count - count / 2, seed)) {
        int number = 1 + sites.size();
        sites.put(number, site);
        String line = lines.get(site.line());
        mutants.add(new Mutant(number, Mutant.Origin.TEXT, site.kind(), site.module().name(), site.line() + 1,
            line.strip(), site.mutated(line).strip()));
      }
    }
    this.netlist = NetlistMutants.draw(bench.design(), bench.isOwn()
        ? NetlistMutants.Form.MODULES : NetlistMutants.Form.FLAT, 1 + sites.size(), count - sites.size(), seed);
    mutants.addAll(netlist.mutants());
  }

  public List<Mutant> mutants() {
    return List.copyOf(mutants);
  }

  /** What becomes of them, one by one. */
  public Trials trials() {
    return new Trials(bench, mutants, sites, netlist, effort, seed);
  }

  /**
   * Puts every mutant through the bench.
   *
   * @param resume folder that keeps verdicts, and has those of a run that was cut off
   * @param each   hears every verdict as soon as it is known, one at a time
   * @return all of them, in the order of the mutants
   */
  public List<Verdict> run(Optional<Path> resume, Consumer<Verdict> each) {
    Optional<VerdictFile> file = resume.map(folder -> new VerdictFile(folder, bench.design().text() + "\n" + mutants
        + "\n" + seed + "\n" + effort.seeds() + "\n" + effort.rows() + "\n" + effort.moreRows()));
    Map<Integer, Verdict> verdicts = new TreeMap<>();
    Consumer<Verdict> keep = verdict -> {
      synchronized (verdicts) {
        file.ifPresent(verdictFile -> verdictFile.add(verdict));
        verdicts.put(verdict.mutant().number(), verdict);
        each.accept(verdict);
      }
    };
    List<Mutant> left = new ArrayList<>();
    for (Mutant mutant : mutants) {
      Verdict known = file.map(verdictFile -> verdictFile.of(mutant)).orElse(null);
      if (known == null) {
        left.add(mutant);
      } else {
        verdicts.put(mutant.number(), known);
      }
    }
    ExecutorService threads = Executors.newFixedThreadPool(effort.jobs());
    try {
      decide(left, threads, keep);
    } finally {
      threads.shutdownNow();
    }
    return List.copyOf(verdicts.values());
  }

  /** Runs first, which are quick; proofs of what they leave wait behind all of them. */
  private void decide(List<Mutant> left, ExecutorService threads, Consumer<Verdict> keep) {
    Trials trials = trials();
    // Models are begun before any mutant waits for its own.
    List<Future<?>> models = new ArrayList<>();
    trials.models(left).forEach(model -> models.add(threads.submit(model)));
    Map<Mutant, Future<Optional<Verdict>>> runs = new LinkedHashMap<>();
    for (Mutant mutant : left) {
      runs.put(mutant, threads.submit(() -> {
        Optional<Verdict> killed = trials.run(mutant);
        killed.ifPresent(keep);
        return killed;
      }));
    }
    models.forEach(Campaign::get);
    List<Future<?>> proofs = new ArrayList<>();
    runs.forEach((mutant, run) -> {
      if (get(run).isEmpty()) {
        proofs.add(threads.submit(() -> keep.accept(trials.proof(mutant))));
      }
    });
    proofs.forEach(Campaign::get);
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failed) {
        throw failed;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
