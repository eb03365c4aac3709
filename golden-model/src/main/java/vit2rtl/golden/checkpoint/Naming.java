package vit2rtl.golden.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How one software names the tensors of a ViT: a data file of marks by which it is known, prefixes, what it takes for
 * granted, and rules from its names to those of the common form (timm's).
 *
 * @param title    whose names
 * @param marks    sets of names, one of which is there whole in every file of the kind
 * @param prefixes that names may begin with
 * @param family   what they are names of
 * @param head     name of the classifier's weights
 * @param epsilon  of LayerNorm where nothing says it
 * @param resample name of its rule for positions of another size
 * @param rules    names
 */
record Naming(String title, List<Set<String>> marks, List<String> prefixes, Family family, String head,
    double epsilon, String resample, List<Rule> rules) {
  /** In this order they are looked for. */
  private static final List<Naming> ALL = List.of(read("swin.txt"), read("huggingface-swin.txt"),
      read("torchvision-swin.txt"), read("huggingface-vit.txt"), read("huggingface-dinov2.txt"),
      read("torchvision.txt"), read("vit-pytorch.txt"), read("dinov2.txt"), read("timm.txt"));

  /** Which networks there are. */
  enum Family {
    VIT("refusals.txt", "plain ViT", "; allowed: plain ViTs and DeiTs with a classifier (docs/checkpoints.md)"),
    SWIN("refusals-swin.txt", "Swin", "; allowed: Swin Transformers (V1) with a classifier (docs/swin.md)");

    private final String refusals;
    private final String title;
    private final String wayOut;

    Family(String refusals, String title, String wayOut) {
      this.refusals = refusals;
      this.title = title;
      this.wayOut = wayOut;
    }

    /** Name of the file of what shows another network. */
    String refusals() {
      return refusals;
    }

    String title() {
      return title;
    }

    /** The end of a sentence that refuses something. */
    String wayOut() {
      return wayOut;
    }
  }

  /** One name, or with a block's number # and a stage's @ many, and its name in the common form; none where it is to be left out. */
  record Rule(Pattern pattern, Optional<String> target) {

    static Rule parse(String line) {
      String[] sides = line.split("\\s+=\\s+");
      String pattern = Pattern.compile("[^#@*]+|[#@*]").matcher(sides[0]).results()
          .map(part -> part.group().equals("#") ? "(?<block>\\d{1,4})"
              : part.group().equals("@") ? "(?<stage>\\d{1,2})" : part.group().equals("*") ? "\\d{1,4}"
              : Pattern.quote(part.group())).collect(Collectors.joining());
      return new Rule(Pattern.compile(pattern + "(?<suffix>\\.weight|\\.bias|)"),
          sides[1].equals("-") ? Optional.empty() : Optional.of(sides[1]));
    }

    private String apply(Matcher matcher) {
      String suffix = matcher.group("suffix");
      String name = target.orElseThrow();
      String staged = name.contains("@") ? name.replace("@", matcher.group("stage")) : name;
      return (staged.contains("#") ? staged.replace("#", matcher.group("block")) : staged) + suffix;
    }
  }

  static List<Naming> all() {
    return ALL;
  }

  private static Naming read(String resource) {
    String title = "";
    Family family = Family.VIT;
    String head = "";
    double epsilon = 0;
    String resample = "";
    List<Set<String>> marks = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    List<Rule> rules = new ArrayList<>();
    for (String line : Resource.lines(resource)) {
      String[] words = line.split("\\s+", 2);
      if (line.contains(" = ")) {
        rules.add(Rule.parse(line));
      } else {
        switch (words[0]) {
          case "title" -> title = words[1];
          case "mark" -> marks.add(Set.of(words[1].split("\\s+")));
          case "strip" -> prefixes.addAll(List.of(words[1].split("\\s+")));
          case "family" -> family = Family.valueOf(words[1].toUpperCase(Locale.ROOT));
          case "head" -> head = words[1];
          case "epsilon" -> epsilon = Double.parseDouble(words[1]);
          case "resample" -> resample = words[1];
          default -> throw new IllegalStateException(resource + " has the line '" + line + "'");
        }
      }
    }
    return new Naming(title, List.copyOf(marks), List.copyOf(prefixes), family, head, epsilon, resample, List.copyOf(rules));
  }

  /** A name without this naming's prefix. */
  String strip(String name) {
    return prefixes.stream().filter(name::startsWith).findFirst().map(p -> name.substring(p.length())).orElse(name);
  }

  /** Whether names, stripped, are of this kind. */
  boolean fits(Set<String> names) {
    return marks.stream().anyMatch(names::containsAll);
  }

  /** What becomes of a name: nothing known, left out (an empty text), or a name of the common form. */
  Optional<String> translate(String name) {
    for (Rule rule : rules) {
      Matcher matcher = rule.pattern().matcher(name);
      if (matcher.matches()) {
        return Optional.of(rule.target().isEmpty() ? "" : rule.apply(matcher));
      }
    }
    return Optional.empty();
  }
}
