package vit2rtl.cli.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vit2rtl.bench.accelerator.NetworkWork;
import vit2rtl.bench.work.MutateWork;
import vit2rtl.bench.work.VerifyWork;
import vit2rtl.cli.model.CompareShards;
import vit2rtl.cli.model.EvalShards;
import vit2rtl.cli.network.NetworkReport;
import vit2rtl.cli.output.Outputs;
import vit2rtl.cli.unit.MutateShards;
import vit2rtl.cli.unit.VerifyShards;
import vit2rtl.golden.InputException;
import vit2rtl.golden.fleet.Merge;
import vit2rtl.golden.fleet.WorkResults;

/** {@code merge}: results of shards as if one process had done all. */
@Command(name = "merge", mixinStandardHelpOptions = true,
    description = "Puts the files of 'eval', 'compare', 'verify', 'verify network' and 'mutate' with --shard together and"
        + " reports what the command would have: the same digest, table and JSON; times are the sum of the shards'. Files"
        + " may come in any order; one that is missing, damaged or of other work is refused by name.")
public final class MergeCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "F.vshard", description = "The files of all shards.")
  private List<Path> files;

  @Option(names = "--json", paramLabel = "R.json", description = "Also write the figures as JSON, as the command does.")
  private Path json;

  @Option(names = "--predictions", paramLabel = "P.csv", description = "Of eval, also write every image's likeliest classes.")
  private Path predictions;

  @Option(names = "--replays", paramLabel = "DIR", defaultValue = "replays",
      description = "Of verify, where a failed run leaves the file that repeats it. Default: ${DEFAULT-VALUE}.")
  private Path replays;

  @Option(names = "--page", paramLabel = "FOLDER", description = "Of mutate, also write a page of all mutants.")
  private Path page;

  @Override
  public Integer call() {
    Outputs.files(json, predictions);
    Outputs.folders(replays, page);
    WorkResults results = Merge.of(files);
    String kind = results.head().kind();
    if (predictions != null && !kind.equals(EvalShards.KIND)) {
      throw new InputException("--predictions belongs to shards of 'eval'; these are of '" + kind + "'");
    }
    if (page != null && !kind.equals(MutateWork.KIND)) {
      throw new InputException("--page belongs to shards of 'mutate'; these are of '" + kind + "'");
    }
    if (json != null && kind.equals(VerifyWork.KIND)) {
      throw new InputException("'verify' has no JSON; leave --json out");
    }
    return switch (kind) {
      case EvalShards.KIND -> EvalShards.report(results, predictions, json);
      case CompareShards.KIND -> CompareShards.report(results, json);
      case VerifyWork.KIND -> VerifyShards.report(results, replays);
      case NetworkWork.KIND -> NetworkReport.report(results, replays, json);
      case MutateWork.KIND -> MutateShards.report(results, json, page);
      default -> throw new InputException(files.get(0) + " is of the command '" + kind + "', which this build does not know");
    };
  }
}
