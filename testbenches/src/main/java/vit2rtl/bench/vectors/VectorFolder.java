package vit2rtl.bench.vectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import vit2rtl.bench.vectors.Npz.Matrix;
import vit2rtl.golden.InputException;
import vit2rtl.golden.io.AtomicFile;
import vit2rtl.golden.io.SafeTensorsWriter;
import vit2rtl.hdl.rtl.ClockPort;
import vit2rtl.hdl.rtl.Port;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.hdl.rtl.StreamPort;
import vit2rtl.sim.dut.StreamSink;
import vit2rtl.sim.dut.StreamSource;
import vit2rtl.sim.icarus.Icarus;
import vit2rtl.sim.icarus.VectorCheck;
import vit2rtl.sim.icarus.VerilogSources;
import vit2rtl.sim.tool.Folders;

/**
 * A check as a folder of files: the elements of every stream, those that go in and those that must come out, as
 * {@code $readmemh} text (one 32-bit word per element, row-major), NumPy archive and safetensors; a test bench in plain
 * Verilog that reads the first, and one for cocotb that reads the second.
 */
public final class VectorFolder {
  private static final String COCOTB = "test_vectors.py";
  private static final String MAKEFILE = "Makefile";

  private VectorFolder() {}

  /**
   * Writes it.
   *
   * @param what what the check is of, for the manifest
   * @throws InputException where the folder cannot be written
   */
  public static void write(VectorCheck check, String what, Path folder) {
    try {
      Files.createDirectories(folder);
      bench(check, folder);
      Map<String, Matrix> matrices = matrices(check);
      AtomicFile.write(folder.resolve("vectors.npz"), file -> Files.write(file, Npz.of(matrices)));
      SafeTensorsWriter tensors = new SafeTensorsWriter();
      matrices.forEach((name, matrix) -> tensors.i32(name, matrix.elements(), matrix.rows(), matrix.columns()));
      tensors.write(folder.resolve("vectors.safetensors"));
      AtomicFile.write(folder.resolve("vectors.json"), manifest(check, what).toPrettyString() + "\n");
      AtomicFile.write(folder.resolve(COCOTB), resource(COCOTB));
      AtomicFile.write(folder.resolve(MAKEFILE), resource(MAKEFILE).replace("@TOP@", check.design().topName()));
    } catch (IOException e) {
      throw new InputException(folder + " cannot be written: " + e.getMessage());
    }
  }

  /** The Verilog and what it reads, each file whole or not there. */
  private static void bench(VectorCheck check, Path folder) throws IOException {
    Path made = Files.createTempDirectory("vit2rtl-vectors");
    try {
      Icarus.write(check, VerilogSources.of(check.design()), made);
      try (DirectoryStream<Path> files = Files.newDirectoryStream(made)) {
        for (Path file : files) {
          AtomicFile.write(folder.resolve(file.getFileName().toString()),
              part -> Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING));
        }
      }
    } finally {
      Folders.delete(made);
    }
  }

  private static Map<String, Matrix> matrices(VectorCheck check) {
    Map<String, Matrix> matrices = new LinkedHashMap<>();
    for (StreamSource source : check.job().sources()) {
      matrices.put(source.stream(), new Matrix(source.data(), source.rowLength()));
    }
    for (int i = 0; i < check.expected().size(); i++) {
      StreamSink sink = check.job().sinks().get(i);
      matrices.put(sink.stream(), new Matrix(check.expected().get(i), sink.rowLength()));
    }
    return matrices;
  }

  /** What the cocotb test needs to know besides the elements. */
  private static ObjectNode manifest(VectorCheck check, String what) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    RtlDesign design = check.design();
    ClockPort clock = design.clocks().get(0);
    root.put("of", what).put("top", design.topName()).put("clock", clock.clock()).put("reset", clock.reset())
        .put("cycles", check.job().maxCycles());
    ArrayNode sources = root.putArray("sources");
    check.job().sources().forEach(source -> stream(sources.addObject(), design, source.stream(), source.rowLength()));
    ArrayNode sinks = root.putArray("sinks");
    check.job().sinks().forEach(sink -> stream(sinks.addObject(), design, sink.stream(), sink.rowLength()));
    ArrayNode load = root.putArray("load");
    for (Map<String, Long> cycle : check.prelude()) {
      ObjectNode values = load.addObject();
      cycle.forEach((port, value) -> values.put(port, Long.toUnsignedString(mask(design.port(port), value))));
    }
    return root;
  }

  private static long mask(Port port, long value) {
    return port.width() >= Long.SIZE ? value : value & (1L << port.width()) - 1;
  }

  private static void stream(ObjectNode node, RtlDesign design, String name, int rowLength) {
    StreamPort stream = design.stream(name);
    Port lane = design.port(stream.payload().get(0));
    node.put("name", name).put("valid", stream.valid()).put("ready", stream.ready()).put("last", stream.last())
        .put("rowLength", rowLength).put("width", lane.width()).put("signed", lane.signed());
    stream.payload().forEach(node.putArray("data")::add);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = VectorFolder.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
