package vit2rtl.bench.work;

import java.util.ArrayList;
import java.util.List;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.mutate.Campaign;
import vit2rtl.bench.mutate.Effort;
import vit2rtl.bench.mutate.Mutant;
import vit2rtl.bench.mutate.Trials;
import vit2rtl.bench.mutate.Verdict;
import vit2rtl.golden.InputException;
import vit2rtl.golden.fleet.ResultBytes;
import vit2rtl.golden.fleet.Sha256;
import vit2rtl.golden.fleet.Work;

/**
 * Mutants of a unit, each through the unit's bench. A unit of work is one mutant; every process draws all of them, since
 * models hold many. A proof that takes about as long as it may can end either way, as in one process.
 *
 * @param source      the unit, of one layer
 * @param count       mutants asked for
 * @param seed        decides which, and which rows they meet
 * @param effort      of the bench and of the proofs; its jobs do not matter here
 * @param units       mutants that there are
 * @param drawn       SHA-256 of what they are
 * @param description what the command reports besides
 */
public record MutateWork(UnitSource source, int count, long seed, Effort effort, int units, String drawn, String description)
    implements Work {
  public static final String KIND = "mutate";

  /** Work of a unit whose mutants are drawn here. */
  public static MutateWork of(UnitSource source, int count, long seed, Effort effort, String description) {
    List<Mutant> mutants = new Campaign(bench(source), count, seed, effort).mutants();
    return new MutateWork(source, count, seed, effort, mutants.size(), sum(mutants), description);
  }

  private static UnitBench bench(UnitSource source) {
    return UnitBench.of(source.configs()).values().iterator().next();
  }

  private static String sum(List<Mutant> mutants) {
    return new Sha256().text(mutants.toString()).hex();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<String> inputs() {
    List<String> all = new ArrayList<>(source.inputs());
    all.addAll(List.of(String.valueOf(count), String.valueOf(seed), drawn));
    for (int number : new int[] {effort.seeds(), effort.rows(), effort.moreRows(), effort.proofSeconds(),
        effort.proofDepth()}) {
      all.add(String.valueOf(number));
    }
    return all;
  }

  @Override
  public Runner open() {
    Campaign campaign = new Campaign(bench(source), count, seed, effort);
    List<Mutant> mutants = campaign.mutants();
    if (!sum(mutants).equals(drawn)) {
      throw new InputException("mutate: this machine draws other mutants than the one that gave out the work; take the same"
          + " version of Yosys on all of them");
    }
    Trials trials = campaign.trials();
    return unit -> bytes(trials.verdict(mutants.get(unit)));
  }

  private static byte[] bytes(Verdict verdict) {
    Mutant mutant = verdict.mutant();
    return ResultBytes.of(out -> {
      out.writeInt(mutant.number());
      out.writeInt(mutant.origin().ordinal());
      ResultBytes.text(out, mutant.kind());
      ResultBytes.text(out, mutant.module());
      out.writeInt(mutant.line());
      ResultBytes.text(out, mutant.original());
      ResultBytes.text(out, mutant.mutated());
      out.writeInt(verdict.status().ordinal());
      ResultBytes.text(out, verdict.how());
    });
  }

  /** The verdicts of all units, in their order. */
  public static List<Verdict> verdicts(List<byte[]> results) {
    return results.stream().map(bytes -> ResultBytes.read(bytes, in -> new Verdict(new Mutant(in.readInt(),
        Mutant.Origin.values()[in.readInt()], ResultBytes.text(in), ResultBytes.text(in), in.readInt(),
        ResultBytes.text(in), ResultBytes.text(in)), Verdict.Status.values()[in.readInt()], ResultBytes.text(in)))).toList();
  }
}
