package vit2rtl.bench.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.bench.UnitBench;
import vit2rtl.bench.Verification;
import vit2rtl.bench.unit.Stimulus;
import vit2rtl.golden.InputException;
import vit2rtl.hdl.rtl.RtlDesign;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.dut.SimulationException;
import vit2rtl.sim.tool.Processes;
import vit2rtl.sim.tool.Tools;
import vit2rtl.sim.wave.FailureWaves;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** Units written by hand, right ones and one bug each, under the golden model; and what does not fit is refused. */
class ForeignUnitTest {
  private static final int ROWS = 32;

  @TempDir
  private Path folder;

  private static UnitBench unit(Map<String, String> more) {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    UnitKind ptf = UnitKinds.named("ptf");
    Map<String, String> settings = new java.util.HashMap<>(Map.of("channels", "6", "lanes", "2"));
    settings.putAll(more);
    return new UnitBench(ptf.config(Settings.of(ptf, settings)));
  }

  private static UnitBench unit() {
    return unit(Map.of());
  }

  private static String byHand(String file) throws IOException {
    return new String(ForeignUnitTest.class.getResourceAsStream(file).readAllBytes(),
        java.nio.charset.StandardCharsets.UTF_8);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Verification.Outcome verify(UnitBench unit, RtlDesign other) {
    UnitBench bench = unit.withForeign(other);
    SimOptions options = SimOptions.defaults().withSpeed(SimOptions.Speed.FAST_BUILD)
        .withFailureWaves(FailureWaves.none());
    return new Verification(bench, options).run(1, 2, random -> Stimulus.rows(bench, ROWS, random), n -> {});
  }

  private static void assertRight(UnitBench unit, ForeignUnit foreign) {
    Verification.Outcome outcome = verify(unit, foreign.design());
    assertEquals(0, outcome.total().mismatches());
    // Two seeds, all rows under four patterns of pauses and eight under two.
    assertEquals(2 * (4 * ROWS + 2 * 8) * 6, outcome.total().elements());
    assertTrue(outcome.passed());
  }

  @Test
  void axiNamesAndPackedElements() throws IOException {
    UnitBench unit = unit();
    ForeignUnit foreign = ForeignUnit.of(unit.design(), List.of(file("ptf.v", byHand("ptf.v"))), "ptf_by_hand",
        Optional.of("axi"));
    assertEquals(List.of(), foreign.open());
    assertRight(unit, foreign);
  }

  @Test
  void theUnitsOwnNamesInSystemVerilog() throws IOException {
    UnitBench unit = unit();
    assertRight(unit, ForeignUnit.of(unit.design(), List.of(file("ptf.sv", byHand("ptf.sv"))), "ptf_plain",
        Optional.empty()));
  }

  @Test
  void aMapOfPortsSlotsAndIncludes() throws IOException {
    UnitBench unit = unit();
    Files.createDirectory(folder.resolve("inner"));
    file("inner/core.vh", byHand("ptf.v"));
    Path top = file("top.v", """
        `include "inner/core.vh"
        module around (input clock, input [63:0] d, input v, output nr, output [23:0] q, output qv, input qr, output ql,
                       output [7:0] debug);
          reg up = 0;
          always @(posedge clock) up <= 1;
          wire r;
          wire [15:0] m;
          assign nr = ~r, q = {4'd5, m[15:8], 4'd5, m[7:0]}, debug = m[7:0];
          ptf_by_hand u (clock, up, {d[47:32], d[15:0]}, v, r, 1'b0, m, qv, qr, ql);
        endmodule
        """);
    Path map = file("pins.txt", """
        clk = clock   # the module resets itself
        reset = -
        in_data = d:32
        in_valid = v
        in_ready = !nr
        in_last = -
        out_data = q:12
        out_valid = qv
        out_ready = qr
        out_last = ql
        """);
    ForeignUnit foreign = ForeignUnit.of(unit.design(), List.of(top), "around", Optional.of(map.toString()));
    assertEquals(List.of("debug"), foreign.open());
    assertRight(unit, foreign);
  }

  @Test
  void aNetlistOfTheUnitItself() throws IOException {
    assumeTrue(Tools.YOSYS.isInstalled(), "yosys is not installed");
    UnitBench unit = unit();
    file("own.v", unit.design().text());
    Processes.run(folder, List.of("yosys", "-q", "-p",
        "read_verilog own.v; synth -flatten -top ResidualToPtf; rename -top netlist; write_verilog -noattr net.v"));
    assertRight(unit, ForeignUnit.of(unit.design(), List.of(folder.resolve("net.v")), "netlist", Optional.empty()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      late saturation   | "value < 0 ? 8'd0 : value > 255 ? 8'd255 : value[7:0]" | "value < 0 ? 8'd0 : value[7:0]"
      a tie downwards   | "residual + (18'sd1 <<< (shift - 1))" | "residual + (18'sd1 <<< (shift - 1)) - 18'sd1"
      lanes exchanged   | "code(s_axis_tdata[31:16], shift_1), code(s_axis_tdata[15:0], shift_0)" | "code(s_axis_tdata[15:0], shift_0), code(s_axis_tdata[31:16], shift_1)"
      """)
  void aWrongElementIsNamedWithItsCycle(String what, String right, String wrong) throws IOException {
    UnitBench unit = unit();
    Verification.Outcome outcome = verify(unit, spoilt(unit, right, wrong));
    assertTrue(outcome.total().mismatches() > 0);
    assertTrue(outcome.total().first().orElseThrow().toString()
        .matches("first mismatch at element \\d+ \\(row \\d+, column \\d+\\): expected \\d+, got \\d+ in cycle \\d+"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      a beat lost when the sink waits | "s_axis_tready = count != 2'd2" | "s_axis_tready = 1" | "has last on the wrong beat in cycle \\d+.*"
      last stuck at 1   | "wire ends = beat == 2'd2;" | "wire ends = 1;" | "has last on the wrong beat in cycle \\d+.*"
      a payload that does not wait | "if (pop) first <= second;" | "first <= second;" | "(changed its payload while waiting|has last on the wrong beat) in cycle \\d+.*"
      valid that does not wait | "assign m_axis_tvalid = count != 2'd0;" | "reg odd = 0; always @(posedge aclk) odd <= ~odd; assign m_axis_tvalid = count != 2'd0 && odd;" | "dropped valid before the transfer in cycle \\d+.*"
      """)
  void aBrokenProtocolIsNamedWithItsCycle(String what, String right, String wrong, String said) throws IOException {
    UnitBench unit = unit();
    RtlDesign spoilt = spoilt(unit, right, wrong);
    String message = assertThrows(SimulationException.class, () -> verify(unit, spoilt)).getMessage();
    assertTrue(message.matches("stream out of vit2rtl_shell " + said), message);
  }

  @Test
  void aUnitThatStopsIsSaid() throws IOException {
    UnitBench unit = unit();
    RtlDesign spoilt = spoilt(unit, "m_axis_tvalid = count != 2'd0", "m_axis_tvalid = count != 2'd0 && m_axis_tready"
        + " && s_axis_tvalid");
    String message = assertThrows(SimulationException.class, () -> verify(unit, spoilt)).getMessage();
    assertTrue(message.startsWith("vit2rtl_shell: the sinks did not get all their rows within "), message);
  }

  private RtlDesign spoilt(UnitBench unit, String right, String wrong) throws IOException {
    String text = byHand("ptf.v");
    assertTrue(text.contains(right));
    return ForeignUnit.of(unit.design(), List.of(file("ptf.v", text.replace(right, wrong))), "ptf_by_hand",
        Optional.of("axi")).design();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
      8 | ptf.sv | ptf_by_hand | - | "--top ptf_by_hand: the files of --rtl have no such module; they have ptf_plain"
      8 | ptf.v | ptf_by_hand | - | "module ptf_by_hand has no pin '\\w+' \\(pins by the unit's own names\\); give its names with --ports F, lines 'PORT = PIN', or --ports axi"
      7 | ptf.sv | ptf_plain | - | "pin out_data_0 of module ptf_plain has 8 bits; the unit needs 7 \\(pins by the unit's own names\\)"
      8 | ptf.vhd | ptf | - | "--rtl .*ptf.vhd; allowed: files of Verilog \\(.v\\) or SystemVerilog \\(.sv\\)"
      8 | absent.v | ptf | - | "--rtl .*absent.v cannot be read as text: NoSuchFileException"
      8 | broken.v | broken | - | "--rtl, as Verilator reads the files one behind the other: unit.v:1:\\d+: syntax error.*"
      8 | loop.v | loop | - | "--rtl .*loop.v includes itself"
      8 | ptf.v | ptf_by_hand | "rows = x" | "pins, line 1: the unit has no port 'rows'; allowed: clk, reset, in_valid, .*, out_data"
      8 | ptf.v | ptf_by_hand | "clk: aclk" | "pins, line 1: 'clk: aclk'; allowed: PORT = PIN, PORT = !PIN .*"
      8 | ptf.v | ptf_by_hand | "out_last = -" | "pins, line 1: out_last must be there; only inputs such as in_last may be left out with '-'"
      8 | ptf.v | ptf_by_hand | "in_data = s_axis_tdata:8" | "pins, line 1: .*; allowed: bits of a lane for STREAM_data only, at least the element's 16"
      8 | ptf.v | ptf_by_hand | "in_valid = v:8" | "pins, line 1: .*; allowed: bits of a lane for STREAM_data only, .*"
      """)
  void whatDoesNotFitIsRefused(int bits, String name, String top, String map, String said) throws IOException {
    UnitBench unit = unit(Map.of("bits", String.valueOf(bits)));
    for (String file : List.of("ptf.v", "ptf.sv")) {
      file(file, byHand(file));
    }
    file("broken.v", "module broken (input a; endmodule\n");
    file("loop.v", "`include \"loop.v\"\nmodule loop; endmodule\n");
    Optional<String> ports = map.equals("-") ? Optional.empty() : Optional.of(file("pins", map).toString());
    String message = assertThrows(InputException.class,
        () -> ForeignUnit.of(unit.design(), List.of(folder.resolve(name)), top, ports)).getMessage();
    String seen = message.replace(folder + "/pins", "pins");
    assertTrue(seen.matches(said), seen);
  }

  @Test
  void aPortTwiceInAMapIsRefused() throws IOException {
    UnitBench unit = unit();
    Path source = file("ptf.v", byHand("ptf.v"));
    for (String map : List.of("clk = a\nclk = b\n", "in_data = d\nin_data_1 = e\n")) {
      String message = assertThrows(InputException.class, () -> ForeignUnit.of(unit.design(), List.of(source),
          "ptf_by_hand", Optional.of(file("pins", map).toString()))).getMessage();
      assertTrue(message.endsWith("; keep one of them"), message);
    }
  }
}
