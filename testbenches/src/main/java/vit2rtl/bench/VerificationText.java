package vit2rtl.bench;

import java.util.Locale;

/**
 * A verification in words: elements, mismatches, cycles, rate and latency; after a mismatch where it is, what was
 * expected and delivered, in which cycle, the ports around it, and the command that repeats just that run with a
 * waveform.
 *
 * @param name    what was verified
 * @param command the command that verifies it, without rows and seeds
 * @param rows    rows per seed
 */
public record VerificationText(String name, String command, int rows) {

  /** What a run has found that was stopped before its last seed. */
  public String stopped(Comparison total, int done, int seeds) {
    return String.format(Locale.ROOT, "%s: %d elements, %d mismatches, %d cycles in %d of %d seeds%n", name,
        total.elements(), total.mismatches(), total.cycles(), done, seeds);
  }

  /** {@code timing}: what latency is stated, as {@link UnitBench#timing} says it. */
  public String of(Verification.Outcome outcome, String timing) {
    StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
        "%s: %d elements, %d mismatches, %d cycles, %.3f elements/cycle, latency %d cycles (%s)%n", name,
        outcome.total().elements(), outcome.total().mismatches(), outcome.total().cycles(),
        outcome.free().elementsPerCycle(), outcome.free().latency(), timing));
    outcome.total().first().ifPresent(first -> text.append(first).append(System.lineSeparator()));
    outcome.waveform().ifPresent(text::append);
    outcome.waves().ifPresent(file -> text.append("waves: ").append(file).append(System.lineSeparator()));
    outcome.brokenPromise().ifPresent(sentence -> text.append(sentence).append(System.lineSeparator()));
    outcome.replay().ifPresent(file -> text.append("replay file: ./vit2rtl replay ").append(file)
        .append(System.lineSeparator()));
    outcome.failedSeed().ifPresent(seed -> text.append("replay: ").append(command).append(" --rows ").append(rows)
        .append(" --first-seed ").append(seed).append(" --seeds 1 --trace failure.fst").append(System.lineSeparator()));
    return text.toString();
  }
}
