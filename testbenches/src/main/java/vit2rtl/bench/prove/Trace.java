package vit2rtl.bench.prove;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import vit2rtl.bench.prove.graph.Aig;
import vit2rtl.bench.prove.graph.Cone;
import vit2rtl.bench.prove.graph.Netlist;
import vit2rtl.sim.tool.WholeFile;

/** A run that breaks a property, simulated on the gates, as waves (VCD) of everything that has a name. */
final class Trace {
  private final Model model;
  private final Cone cone;
  private final List<String> inputs;

  Trace(Model model, Cone cone, List<String> inputs) {
    this.model = model;
    this.cone = cone;
    this.inputs = inputs;
  }

  void write(Path file) {
    Map<String, int[]> signals = new TreeMap<>();
    model.netlist().names().forEach((name, nets) -> {
      int[] literals = new int[nets.length];
      for (int i = 0; i < nets.length; i++) {
        literals[i] = nets[i] == Netlist.ANY ? Aig.FALSE : model.literal(nets[i]);
      }
      signals.put(name, literals);
    });
    StringBuilder text = new StringBuilder("$timescale 1ns $end\n$scope module " + MonitorText.TOP + " $end\n");
    int number = 0;
    for (Map.Entry<String, int[]> signal : signals.entrySet()) {
      text.append("$var wire ").append(signal.getValue().length).append(" s").append(number++).append(' ')
          .append(signal.getKey()).append(" $end\n");
    }
    text.append("$upscope $end\n$enddefinitions $end\n");
    Replay replay = new Replay(model, cone, inputs);
    for (int cycle = 0; cycle < inputs.size(); cycle++) {
      replay.next();
      text.append('#').append(10 * cycle).append('\n');
      number = 0;
      for (int[] literals : signals.values()) {
        text.append('b');
        for (int i = literals.length - 1; i >= 0; i--) {
          text.append((replay.lanes().value(literals[i]) & 1) == 1 ? '1' : '0');
        }
        text.append(" s").append(number++).append('\n');
      }
    }
    text.append('#').append(10 * inputs.size()).append('\n');
    WholeFile.write(file, part -> Files.write(part, text.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
