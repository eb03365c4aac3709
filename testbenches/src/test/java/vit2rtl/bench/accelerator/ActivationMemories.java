package vit2rtl.bench.accelerator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.Probe;
import vit2rtl.sim.Simulation;
import vit2rtl.sim.MemoryHandle;

/** The memories of an accelerator's text that hold activations and sums, to put something else into them. */
final class ActivationMemories {
  private static final Pattern MODULE = Pattern.compile("(?ms)^module (\\w+) \\(.*?^endmodule");
  private static final Pattern INSTANCE = Pattern.compile("(?m)^  ([A-Z]\\w*) (\\w+) \\($");
  private static final Pattern MEMORY = Pattern.compile("(?m)^\\s*(?:\\(\\* no_rw_check \\*\\) )?"
      + "reg\\s+\\[(\\d+):0\\]\\s+(bank_\\d+|sums_[ab]) \\[0:(\\d+)\\];");

  private final Map<String, String> modules = new LinkedHashMap<>();
  private final List<Probe> probes = new ArrayList<>();

  ActivationMemories(RtlDesign design) {
    Matcher module = MODULE.matcher(design.verificationText());
    while (module.find()) {
      modules.put(module.group(1), module.group());
    }
    collect("", design.topName());
  }

  private void collect(String path, String module) {
    Matcher memory = MEMORY.matcher(modules.get(module));
    while (memory.find()) {
      probes.add(new Probe(path, module, memory.group(2), Integer.parseInt(memory.group(3)) + 1,
          Integer.parseInt(memory.group(1)) + 1, false));
    }
    Matcher instance = INSTANCE.matcher(modules.get(module));
    while (instance.find()) {
      collect(path.isEmpty() ? instance.group(2) : path + "." + instance.group(2), instance.group(1));
    }
  }

  /** All of them. */
  Probe[] probes() {
    return probes.toArray(Probe[]::new);
  }

  /** Random bits into every word; how many words. */
  int poison(Simulation simulation, Random random) {
    int words = 0;
    for (Probe probe : probes) {
      MemoryHandle memory = simulation.memory(probe.fullName());
      for (int word = 0; word < memory.depth(); word++, words++) {
        memory.write(word, new BigInteger(memory.width(), random));
      }
    }
    return words;
  }
}
