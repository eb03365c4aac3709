package vit2rtl.bench.vectors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.sim.dut.StallPattern;
import vit2rtl.sim.icarus.VectorCheck;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** Exported vectors hold what the golden model says, in every form, and the exported bench notices what is wrong. */
class VectorFolderTest {
  private static final int ROWS = 12;

  @TempDir
  private Path folder;

  private static UnitBench unit(String name, Map<String, String> settings) {
    UnitKind kind = UnitKinds.named(name);
    return new UnitBench(kind.config(Settings.of(kind, settings)));
  }

  private static int[] rows(UnitBench bench) {
    return Stimulus.rows(bench, ROWS, new Random(5));
  }

  private VectorCheck write(UnitBench bench) {
    VectorCheck check = bench.check(rows(bench), new StallPattern.Random(1, 30), new StallPattern.Random(2, 40));
    VectorFolder.write(check, "a unit", folder);
    return check;
  }

  private String run() {
    Processes.run(folder, List.of("iverilog", "-g2012", "-s", "vit2rtl_bench", "-o", "bench.vvp", "bench.v", "design.v"));
    return Processes.run(folder, List.of("vvp", "-n", "bench.vvp"));
  }

  @Test
  void anArrayIsNumPys() {
    byte[] array = Npz.array(new Npz.Matrix(new int[] {1, -2, 3, 4, 5, 6}, 3));
    assertEquals("934e554d5059" + "0100" + "7600", HexFormat.of().formatHex(array, 0, 10));
    String header = new String(array, 10, 0x76, StandardCharsets.US_ASCII);
    assertEquals("{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }", header.strip());
    assertTrue(header.endsWith(" \n"));
    assertEquals("01000000feffffff", HexFormat.of().formatHex(array, 128, 136));
    assertEquals(128 + 24, array.length);
  }

  @Test
  void everyFormHoldsTheSameElements() throws IOException {
    UnitBench bench = unit("requantize", Map.of("channels", "5", "lanes", "2", "addend", "residual"));
    VectorCheck check = write(bench);
    int[] golden = bench.golden(rows(bench));
    assertArrayEquals(golden, check.expected().get(0));
    SafeTensors tensors = SafeTensors.open(folder.resolve("vectors.safetensors"));
    assertArrayEquals(golden, tensors.tensor("out").ints());
    assertEquals(List.of(ROWS, 5), tensors.tensor("residual").shape());
    int[] hex = Files.readAllLines(folder.resolve("out.hex")).stream().mapToInt(l -> Integer.parseUnsignedInt(l, 16))
        .toArray();
    assertArrayEquals(golden, hex);
    assertArrayEquals(golden, fromArchive("out.npy"));
    assertArrayEquals(tensors.tensor("in").ints(), fromArchive("in.npy"));
    JsonNode manifest = new ObjectMapper().readTree(folder.resolve("vectors.json").toFile());
    assertEquals("in residual", manifest.at("/sources/0/name").asText() + " " + manifest.at("/sources/1/name").asText());
    assertEquals(2, manifest.at("/sinks/0/data").size());
  }

  private int[] fromArchive(String name) throws IOException {
    ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(folder.resolve("vectors.npz"))));
    while (!zip.getNextEntry().getName().equals(name)) {
      zip.closeEntry();
    }
    ByteBuffer array = ByteBuffer.wrap(zip.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN).position(128);
    int[] elements = new int[array.remaining() / Integer.BYTES];
    array.asIntBuffer().get(elements);
    return elements;
  }

  @ParameterizedTest
  @CsvSource({"ptf, channels, baked", "softmax, length, loadable"})
  void theBenchPasses(String name, String length, String tables) {
    assumeTrue(Tools.IVERILOG.isInstalled(), "iverilog is not installed");
    write(unit(name, Map.of(length, "7", "lanes", "2", "tables", tables)));
    String printed = run();
    assertTrue(printed.contains("TOTAL elements " + ROWS * 7 + " differences 0 "), printed);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = """
      an element | assign out_data_0 = | assign out_data_0 = 1 ^ | DIFFERENCE out 0 \\d+ \\d+
      last       | assign out_last = | assign out_last = ~ | FAULT stream out has last on the wrong beat in cycle \\d+
      """)
  void theBenchNotices(String what, String right, String wrong, String said) throws IOException {
    assumeTrue(Tools.IVERILOG.isInstalled(), "iverilog is not installed");
    write(unit("ptf", Map.of("channels", "7", "lanes", "2")));
    String text = Files.readString(folder.resolve("design.v"));
    String spoilt = text.replace(right, wrong);
    assertNotEquals(text, spoilt);
    Files.writeString(folder.resolve("design.v"), spoilt);
    String printed = run();
    assertTrue(printed.lines().anyMatch(line -> line.strip().matches(said)), printed);
  }
}
