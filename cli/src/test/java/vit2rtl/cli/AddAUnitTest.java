package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vit2rtl.bench.network.NetworkRun;
import vit2rtl.bench.network.NetworkSites;
import vit2rtl.bench.network.Site;
import vit2rtl.bench.network.SiteResult;
import vit2rtl.fpga.FpgaUnit;
import vit2rtl.fpga.board.Board;
import vit2rtl.fpga.board.BoardConfig;
import vit2rtl.fpga.board.BoardDesign;
import vit2rtl.fpga.board.BoardHost;
import vit2rtl.fpga.board.SimulatedBoard;
import vit2rtl.golden.io.SafeTensors;
import vit2rtl.golden.network.IntegerVit;
import vit2rtl.golden.recipe.QuantizeOptions;
import vit2rtl.golden.recipe.Quantizer;
import vit2rtl.golden.recipe.Recipe;
import vit2rtl.golden.models.EmbeddedModel;
import vit2rtl.sim.SimOptions;
import vit2rtl.sim.tool.Tools;
import vit2rtl.units.Settings;
import vit2rtl.units.UnitConfig;
import vit2rtl.units.UnitKind;
import vit2rtl.units.UnitKinds;

/** docs/add-a-unit.md: its files are the ones that run here, and every command knows the unit after its one line. */
class AddAUnitTest {
  private static final Path ROOT = Path.of(System.getProperty("vit2rtl.root"));
  private static final Pattern FILE = Pattern.compile("<!-- (\\S+) -->\\n```\\w+\\n(.*?)```", Pattern.DOTALL);
  private static final String LINE = "META-INF/services/vit2rtl.units.UnitKind";

  @TempDir
  private Path folder;
  private ClassLoader before;

  /** The registry's one line, as the page has it. */
  @BeforeEach
  void register() throws IOException {
    Path services = folder.resolve(LINE);
    Files.createDirectories(services.getParent());
    Files.writeString(services, page().get(LINE));
    before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, AddAUnitTest.class.getClassLoader()));
  }

  @AfterEach
  void forget() {
    Thread.currentThread().setContextClassLoader(before);
  }

  /** The files of the page by name. */
  private static Map<String, String> page() throws IOException {
    Map<String, String> files = new java.util.LinkedHashMap<>();
    Matcher file = FILE.matcher(Files.readString(ROOT.resolve("docs/add-a-unit.md")));
    while (file.find()) {
      files.put(file.group(1), file.group(2));
    }
    return files;
  }

  @Test
  void thePageShowsFourFilesAndOneLineAndTheyAreWhatRuns() throws IOException {
    Map<String, String> page = page();
    assertEquals(List.of("Limit.java", "LimitUnit.java", "LimitConfig.java", "LimitKind.java", LINE),
        List.copyOf(page.keySet()));
    for (String name : List.copyOf(page.keySet()).subList(0, 4)) {
      String file = Files.readString(ROOT.resolve("cli/src/test/java/vit2rtl/cli/limit").resolve(name));
      assertEquals(file.substring(file.indexOf("\n/**") + 1), page.get(name), name);
    }
    assertEquals(1, page.get(LINE).lines().count());
  }

  private static String run(String... words) {
    CliRun run = CliRun.of(words);
    assertEquals(0, run.exit(), Arrays.toString(words) + run.out() + run.err());
    return run.out();
  }

  @Test
  void everyCommandKnowsIt() throws IOException {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    assertTrue(run("verify", "limit", "--seeds", "2").contains("0 mismatches"));
    assertTrue(run("verify", "limit", "--set", "tables=loadable", "--set", "lanes=3", "--seeds", "1")
        .contains("latency 2 cycles (stated 2)"));
    assertTrue(run("generate", "limit", "--settings").contains("limits in the text, or loaded"));
    run("generate", "limit", "--out", folder.resolve("rtl").toString());
    assertTrue(Files.readString(folder.resolve("rtl/Limit.v")).matches("(?s)(// [^\n]*\n|\n)*module Limit \\(.*"));
    assertTrue(run("inspect", "limit", "--out", folder.resolve("svg").toString()).contains("Limit"));
    assertTrue(CliRun.of("verify", "none").err().endsWith(", head, embedding, limit\n"));
    assertTrue(run("exec", "--help").replaceAll("\\s+", " ").contains("head, embedding, limit"));

    UnitConfig config = config(Map.of("channels", "5"));
    int[] rows = {255, 255, 255, 255, 255, 0, 9, 99, 100, 200};
    Path in = folder.resolve("rows.safetensors");
    Path out = folder.resolve("out.safetensors");
    config.tensors(rows).write(in);
    run("exec", "limit", "--backend", "rtl", "--in", in.toString(), "--out", out.toString());
    assertEquals(Arrays.toString(config.golden().apply(rows)),
        Arrays.toString(SafeTensors.open(out).tensor("q_out").ints()));

    run("ip", "limit", "--set", "tables=loadable", "--out", folder.resolve("ip").toString());
    assertTrue(Files.readString(folder.resolve("ip/driver/vit2rtl_limit.py"))
        .contains("limit: 16 from 0 to 255, greatest code of the channel"));
    if (Tools.YOSYS.isInstalled()) {
      assertTrue(run("synth", "limit", "--target", "xcup").contains("LUT"));
    }
  }

  private static UnitConfig config(Map<String, String> set) {
    UnitKind kind = UnitKinds.named("limit");
    return kind.config(Settings.of(kind, set));
  }

  @Test
  void itRunsOnABoard() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    FpgaUnit unit = new FpgaUnit(config(Map.of("channels", "5", "lanes", "1")));
    BoardDesign design = BoardDesign.of(Board.named("ice40-hx8k-breakout"),
        new BoardConfig(List.of(unit), 4, 1 << 14));
    int[] rows = {255, 255, 255, 255, 255, 0, 9, 99, 100, 200};
    try (SimulatedBoard board = new SimulatedBoard(design, SimOptions.defaults(), 4096)) {
      BoardHost host = new BoardHost(board);
      int[] out = host.run(host.describe().unit("limit"), rows, done -> { });
      assertEquals(Arrays.toString(unit.config().golden().apply(rows)), Arrays.toString(out));
    }
  }

  @Test
  void itsPlacesAreFound() {
    assumeTrue(Tools.VERILATOR.isInstalled() && Tools.GXX.isInstalled(), "verilator and g++ are not installed");
    var checkpoint = EmbeddedModel.checkpoint();
    var images = EmbeddedModel.calibrationImages(checkpoint.shape().imageFormat()).first(4);
    IntegerVit network =
        new IntegerVit(Quantizer.quantize(checkpoint, images, QuantizeOptions.of(Recipe.WIDE), done -> { }));
    List<Site> sites = new ArrayList<>(NetworkSites.of(network, images.first(1), 2, done -> { }));
    sites.removeIf(site -> !site.unit().equals("limit"));
    assertEquals(checkpoint.shape().depth(), sites.size());
    SiteResult result = new NetworkRun(SimOptions.defaults()).run(sites.subList(0, 1), done -> { }).get(0);
    assertTrue(result.passed() && result.elements() > 0, result.toString());
  }
}
