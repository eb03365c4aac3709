package vit2rtl.golden.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Follows every call from {@link IntegerVit#logits} and {@link IntegerSwin#logits} through the bytecode of this module's classes, every class with a
 * method of that name and signature taken in where the call may be virtual, and looks for instructions that touch a
 * floating-point number.
 */
class NoFloatTest {
  private static final Pattern METHOD = Pattern.compile("^  (?!\\s).*?([\\w$<>]+)\\(.*\\)( throws .*)?;$");
  private static final Pattern DESCRIPTOR = Pattern.compile("^    descriptor: (\\S+)$");
  private static final Pattern CALL = Pattern.compile(
      "^ +\\d+: invoke\\w+ .*// (?:Interface)?Method (?:(\\S+)\\.)?\"?([\\w$<>]+)\"?:(\\(\\S*)$");
  private static final Pattern LAMBDA = Pattern.compile("REF_invoke\\w+ (vit2rtl/\\S+)\\.([\\w$]+):(\\(\\S*)$");
  private static final Pattern FLOAT = Pattern.compile(
      "^ +\\d+: ([fd](add|sub|mul|div|rem|neg|load|store|const|cmp|return|aload|astore|2)\\S*|[fd]cmp.|[ilfd]2[fd]|"
          + "[fd]aload|[fd]astore|[fd](load|store)_\\d|[fd]const_\\d|newarray +(float|double)|ldc2?_?w? .*// (float|double).*)( .*)?$");

  private final Map<String, List<String>> bodies = new HashMap<>();

  @Test
  void noInstructionOfTheInferencePathTouchesAFloat() throws Exception {
    disassemble();
    Deque<String> open = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    String start = "logits(Lvit2rtl/golden/data/Image;Lvit2rtl/golden/network/IntTap;)[I";
    open.add("vit2rtl/golden/network/IntegerVit." + start);
    open.add("vit2rtl/golden/network/IntegerSwin." + start);
    List<String> found = new ArrayList<>();
    while (!open.isEmpty()) {
      String method = open.pop();
      if (!seen.add(method)) {
        continue;
      }
      for (String line : bodies.getOrDefault(method, List.of())) {
        if (FLOAT.matcher(line).find()) {
          found.add(method + ": " + line.strip());
        }
        for (String called : called(method, line)) {
          open.add(called);
        }
      }
    }
    assertEquals(List.of(), found);
    for (String expected : List.of("IntegerBlock.apply(", "LayerNorm.normalise(", "ResidualToPtf.apply(",
        "LogIntSoftmax.halfStep(", "ShiftAccumulate.apply(", "Requantizer.rescale(", "VectorIntProduct.fourRows(",
        "WideAdd.apply(", "PtfAdd.apply(", "GeluTable.apply(", "UniformIntSoftmax.apply(", "PtfEmbedding.apply(",
        "IntegerMerging.apply(", "Merging.apply(", "Attention.group(",
        "NativeBlocks.apply(", "NativeSums.apply(")) {
      assertTrue(seen.stream().anyMatch(m -> m.contains(expected)), "the search does not reach " + expected + ")");
    }
  }

  /** The search itself: it must see floats where they are. */
  @Test
  void floatsAreSeenWhereTheyAre() throws Exception {
    disassemble();
    assertTrue(bodies.get("vit2rtl/golden/quant/Grid.code(D)I").stream().anyMatch(l -> FLOAT.matcher(l).find()));
    assertTrue(bodies.get("vit2rtl/golden/vit/Activation.apply([F)V").stream().anyMatch(l -> FLOAT.matcher(l).find()));
  }

  /** What a line calls within this module; a virtual call reaches every class with such a method. */
  private Set<String> called(String method, String line) {
    Matcher call = CALL.matcher(line);
    Set<String> targets = new HashSet<>();
    if (call.find()) {
      String owner = call.group(1) == null ? method.substring(0, method.lastIndexOf('.', method.indexOf('('))) : call.group(1);
      String signature = call.group(2) + call.group(3);
      if (owner.startsWith("vit2rtl/") || owner.startsWith("\"")) {
        if (line.contains("invokeinterface")) {
          bodies.keySet().stream().filter(m -> m.endsWith("." + signature)).forEach(targets::add);
        } else {
          targets.add(owner + "." + signature);
        }
      }
    }
    Matcher lambda = LAMBDA.matcher(line);
    if (lambda.find()) {
      targets.add(lambda.group(1) + "." + lambda.group(2) + lambda.group(3));
    }
    return targets;
  }

  private void disassemble() throws Exception {
    Path root = Path.of(IntegerVit.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<String> arguments = new ArrayList<>(List.of("-c", "-p", "-s"));
    for (String part : List.of("network", "ops", "kernel", "layernorm", "softmax", "data", "eval", "quant", "vit", "swin", "")) {
      try (Stream<Path> files = Files.list(root.resolve("vit2rtl/golden").resolve(part))) {
        files.filter(f -> f.toString().endsWith(".class")).map(Path::toString).forEach(arguments::add);
      }
    }
    StringWriter text = new StringWriter();
    ToolProvider javap = ToolProvider.findFirst("javap").orElseThrow();
    assertEquals(0, javap.run(new PrintWriter(text), new PrintWriter(new StringWriter()),
        arguments.toArray(String[]::new)));
    String type = null;
    String name = null;
    List<String> body = null;
    for (String line : text.toString().lines().toList()) {
      Matcher declaration = Pattern.compile("(?:class|interface) (vit2rtl[\\w.$]+)").matcher(line);
      if (!line.startsWith(" ") && declaration.find()) {
        type = declaration.group(1).replace('.', '/');
        continue;
      }
      Matcher method = METHOD.matcher(line);
      Matcher descriptor = DESCRIPTOR.matcher(line);
      if (method.find()) {
        String found = method.group(1);
        name = type != null && type.endsWith("/" + found) || found.contains(".") ? "<init>" : found;
      } else if (descriptor.find() && name != null && descriptor.group(1).startsWith("(")) {
        body = new ArrayList<>();
        bodies.put(type + "." + name + descriptor.group(1), body);
      } else if (body != null) {
        body.add(line);
      }
    }
  }
}
