package vit2rtl.cli.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import vit2rtl.cli.output.Evaluations;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.EvaluationFiles;

/**
 * What {@code eval} says in the end, whoever evaluated.
 *
 * @param model    file of the integer model, else of the float one
 * @param exact    the float model's evaluation
 * @param integers the integer model's; one of the two is there
 */
record EvalReport(String model, Optional<Evaluation> exact, Optional<Evaluation> integers) {

  /** What a float model is called. */
  static String floats(String file) {
    return file + " (float)";
  }

  static String integers(String file) {
    return file + " (integers)";
  }

  /**
   * One line for an evaluation, as soon as it is there.
   *
   * @param how what is to stand behind it, which may be nothing
   */
  static void print(String name, Evaluation result, String how) {
    boolean some = result.labelled() > 0 && result.labelled() < result.images();
    System.out.printf(Locale.ROOT, "%s: top-1 %s, top-5 %s%s, %d images, %.1f images/s%s%n", name,
        Evaluations.percent(result.top1()), Evaluations.percent(result.top5()),
        some ? " of the " + result.labelled() + " with a label" : "",
        result.images(), result.imagesPerSecond(), how);
    if (some) {
      Progress.say("warning: " + (result.images() - result.labelled()) + " of " + result.images()
          + " images have no label and do not count");
    }
  }

  /** How often both agree, where there are two. */
  void printAgreement() {
    agreement().ifPresent(percent -> System.out.printf(Locale.ROOT, "agreement with float: %.2f %%%n", percent));
  }

  private Optional<Double> agreement() {
    return integers.flatMap(i -> exact.map(i::agreement));
  }

  /** Prints the digest and writes the files that were asked for; nulls were not. */
  void finish(Optional<String> digest, Path predictions, Path json) {
    Evaluation result = integers.orElseGet(exact::orElseThrow);
    ObjectNode node = json(result, model);
    agreement().ifPresent(percent -> {
      node.put("agreement", percent);
      node.set("float", EvaluationFiles.json(exact.orElseThrow()));
    });
    digest.ifPresent(sum -> {
      System.out.println("digest: " + sum);
      node.put("digest", sum);
    });
    write(node, result, predictions, json);
  }

  /**
   * A run that a signal ended: its line, and its files with the images that are done.
   *
   * @param name  as in its line
   * @param file  of the model under way
   * @param asked how many images it was to be
   */
  static void stopped(String name, String file, Evaluation soFar, int asked, Path predictions, Path json) {
    Progress.say("stopped after " + soFar.images() + " of " + asked + " images; with --resume DIR a run goes on from what is"
        + " done");
    if (soFar.images() == 0) {
      return;
    }
    print(name, soFar, "");
    write(json(soFar, file).put("stopped", true).put("asked", asked), soFar, predictions, json);
  }

  private static ObjectNode json(Evaluation result, String model) {
    return EvaluationFiles.json(result).put("model", model);
  }

  private static void write(ObjectNode node, Evaluation result, Path predictions, Path json) {
    if (predictions != null) {
      EvaluationFiles.writePredictions(predictions, result);
    }
    if (json != null) {
      EvaluationFiles.write(json, node);
    }
  }
}
