package vit2rtl.cli.unit;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vit2rtl.bench.mutate.MutationReport;
import vit2rtl.bench.mutate.Verdict;
import vit2rtl.golden.io.AtomicFile;

/** Verdicts on mutants as one web page: how many of each kind of fault, then every mutant, survivors first. */
final class MutantPage {

  /** A row of the first table. */
  private record Kind(String kind, long mutants, long killed, long equivalent, long survived) {}

  /** A row of the others. */
  private record Line(int number, String module, int line, String kind, String original, String mutated, String how) {}

  private record Group(String name, List<Line> verdicts) {}

  private record Page(String title, String summary, List<Kind> kinds, List<Group> groups, String command) {}

  private MutantPage() {}

  static void write(Path file, String unit, String command, List<Verdict> verdicts) {
    List<Kind> kinds = new ArrayList<>();
    verdicts.stream().map(verdict -> verdict.mutant().kind()).distinct().sorted().forEach(kind -> {
      List<Verdict> own = verdicts.stream().filter(verdict -> verdict.mutant().kind().equals(kind)).toList();
      kinds.add(new Kind(kind, own.size(), MutationReport.count(own, Verdict.Status.KILLED),
          MutationReport.count(own, Verdict.Status.EQUIVALENT), MutationReport.count(own, Verdict.Status.SURVIVED)));
    });
    List<Group> groups = new ArrayList<>();
    group("Survived", Verdict.Status.SURVIVED, verdicts, groups);
    group("Proven equivalent", Verdict.Status.EQUIVALENT, verdicts, groups);
    group("Killed", Verdict.Status.KILLED, verdicts, groups);
    Page page = new Page("mutants of " + unit, MutationReport.summary(unit, verdicts), kinds, groups, command);
    try (Reader reader = new InputStreamReader(MutantPage.class.getResourceAsStream("mutants.html"),
        StandardCharsets.UTF_8)) {
      AtomicFile.write(file, Mustache.compiler().compile(reader).execute(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void group(String name, Verdict.Status status, List<Verdict> verdicts, List<Group> groups) {
    List<Line> lines = verdicts.stream().filter(verdict -> verdict.status() == status).map(verdict ->
        new Line(verdict.mutant().number(), verdict.mutant().module(), verdict.mutant().line(), verdict.mutant().kind(),
            verdict.mutant().original(), verdict.mutant().mutated(), verdict.how())).toList();
    if (!lines.isEmpty()) {
      groups.add(new Group(name, lines));
    }
  }
}
