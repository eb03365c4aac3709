package vit2rtl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vit2rtl.cli.output.Progress;
import vit2rtl.golden.io.SafeTensorsWriter;

/** What a new user gets wrong: one clear sentence, exit code 2, nothing written. */
class BadInputTest {
  @TempDir
  Path folder;

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      verify foo                                   | there is no unit 'foo'; there are
      verify layernorm --set lanes=0               | layernorm: lanes=0; allowed: 1 to 64
      verify layernorm --set lanes=two             | layernorm: lanes=two; allowed: 1 to 64
      verify layernorm --set channels=0            | layernorm: channels=0; allowed: 1 to 4096
      verify layernorm --set channels=4097         | layernorm: channels=4097; allowed: 1 to 4096
      verify layernorm --set alpha=8               | layernorm: alpha=8; allowed: 0 to 7
      verify layernorm --set bits=9                | layernorm: bits=9; allowed: 4 to 8
      verify layernorm --set epsilon=nan           | layernorm: epsilon=nan; allowed: 0 or more
      verify layernorm --set colour=red            | layernorm has no setting 'colour'; it has channels, lanes
      verify softmax --set scale=0                 | softmax: scale=0; allowed: 5e-8 to 1.67
      verify softmax --set scale=1e9               | softmax: scale=1e9; allowed: 5e-8 to 1.67
      verify softmax --set scale=1e-12             | softmax: scale=1e-12; allowed: 5e-8 to 1.67
      verify softmax --set length=0                | softmax: length=0; allowed: 1 to 4096
      verify softmax --set n=31                    | softmax: n=31; allowed: 1 to 30
      verify softmax --set tables=loadable --set exp=polynomial | softmax: tables=loadable with exp=polynomial
      verify softmax --trace wave.txt              | waveform file 'wave.txt'; allowed: names that end in .fst or .vcd
      verify softmax --seeds 0                     | verify: --seeds 0
      verify softmax --set bits=4 --set bits=4     | --set bits is given twice, as '4' and as '4'; keep one of them
      verify softmax --set bits                    | --set bits; needed: a name, '=' and a value
      board simulate ice40-up5k-icebreaker --set softmax.n=1 --set softmax.n=2 | --set softmax.n is given twice
      board simulate ice40-up5k-icebreaker --layer softmax=a --layer softmax=b | --layer softmax is given twice
      quantize --checkpoint embedded --calibration embedded --out x --set k=5 --set k=6 | --set k is given twice
      quantize --checkpoint embedded --calibration embedded --out x --set k=two | quantisation setting k=two; allowed: whole numbers from 0 to 7
      quantize --checkpoint embedded --calibration embedded --out x --set zero=7 | quantisation setting zero=7; allowed: whole numbers from -1 to 2
      quantize --checkpoint embedded --calibration embedded --out x --recipe fqvit --set residual-bits=12 | quantisation setting residual-bits has no effect with --recipe fqvit
      eval --checkpoint embedded --json pom.xml/r.json | pom.xml/r.json cannot be written: a folder of its path is a file
      eval --model m.safetensors --mean 0.5 --crop-pct 0.9 | --mean 0.5 --crop-pct 0.9 belongs to --checkpoint, which is missing
      figures --model m.safetensors --out target/none --heads 2 | --heads 2 belongs to --checkpoint, which is missing
      demo --image-size 56                         | --image-size 56 belongs to --checkpoint, which is missing
      quantize --checkpoint embedded --calibration embedded --out x --held-out 0 | --held-out is 0; allowed: 1 or more
      eval --checkpoint embedded --crop-pct 1.5    | --crop-pct 1.5; allowed: above 0 to 1
      bench sim --json pom.xml/r.json              | pom.xml/r.json cannot be written: a folder of its path is a file
      figures --checkpoint embedded --out pom.xml  | pom.xml cannot be written: a folder of its path is a file
      demo --out pom.xml/out                       | pom.xml/out cannot be written: a folder of its path is a file
      compare --checkpoint embedded --json src     | src is a folder; name a file to write
      verify ptf --top a                           | --top a belongs to --rtl, which is missing
      verify ptf --ports axi                       | --ports axi belongs to --rtl, which is missing
      verify ptf --rtl a.v                         | --rtl needs the module that is the unit: --top MODULE
      verify ptf --rtl a.v --top a                 | --rtl a.v cannot be read as text: NoSuchFileException
      export vectors ptf                           | export vectors needs --out DIR
      export vectors ptf --rows 0 --out target/none | export vectors: --rows 0; allowed: 1 or more
      export vectors network                       | export vectors network needs --out DIR
      export vectors network --images 0 --out target/none | export vectors network: --images 0; allowed: 1 or more
      generate softmax                             | generate needs --out DIR
      synth softmax --target stratix               | there is no target 'stratix'; there are ice40-hx8k
      generate network --set macs=8                | generate network needs --out DIR
      verify network --set maacs=8                 | network has no setting 'maacs'; it has macs, columns, inner, lanes
      verify network --seeds -1                    | verify network: --seeds -1; allowed: 0 or more runs
      verify network --images 0                    | verify network: --images 0; allowed: 1 or more images
      plan network --clock 0                       | plan network: --clock 0.0; allowed: above 0, in MHz
      plan network --sweep macs                    | --sweep macs; allowed: KEY=V1,V2,…
      synth network                                | synth needs --target TARGET
      synth network --target ice40-hx8k --set maacs=8 | network has no setting 'maacs'; it has macs, columns
      synth network --target ice40-hx8k --json src | src is a folder; name a file to write
      generate network --out x --set maacs=8       | network has no setting 'maacs'; it has macs, columns
      generate network --out pom.xml               | pom.xml cannot be written: a folder of its path is a file
      inspect network --set macs=two               | network: macs=two; allowed: 1 to
      plan network --json src                      | src is a folder; name a file to write
      plan network --timeline pom.xml/t.json       | pom.xml/t.json cannot be written: a folder of its path is a file
      verify network --json src                    | src is a folder; name a file to write
      verify network --trace pom.xml/w.fst         | pom.xml/w.fst cannot be written: a folder of its path is a file
      verify network --model-bin nowhere.bin       | there is no file nowhere.bin; name a model.bin
      verify softmax --trace pom.xml/w.fst         | pom.xml/w.fst cannot be written: a folder of its path is a file
      replay nowhere.vitreplay --trace pom.xml/w.fst | pom.xml/w.fst cannot be written: a folder of its path is a file
      inspect network --model nowhere.safetensors  | there is no file nowhere.safetensors
      verify                                       | a unit is missing; there are layernorm, softmax
      exec softmax --backend golden --in nowhere.safetensors --out x | there is no file nowhere.safetensors
      """)
  void isOneSentence(String arguments, String sentence) {
    CliRun run = CliRun.of(arguments.trim().split(" +"));
    assertEquals("vit2rtl: " + sentence, start(run.err(), sentence), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertEquals(2, run.exit());
    assertEquals("", run.out());
  }

  @Test
  void unknownWordsPointToTheHelp() {
    CliRun run = CliRun.of("frobnicate");
    assertEquals(2, run.exit());
    assertEquals("vit2rtl: there is no command 'frobnicate'\nTry 'vit2rtl --help'.\n", run.err());
    assertEquals("vit2rtl: there is no command 'quantise'; did you mean quantize?\nTry 'vit2rtl --help'.\n",
        CliRun.of("quantise").err());
    assertEquals("vit2rtl: there is no command 'lits'; did you mean list?\nTry 'vit2rtl cache --help'.\n",
        CliRun.of("cache", "lits").err());
  }

  @Test
  void theCacheAloneIsListed() {
    CliRun run = CliRun.of("cache");
    assertEquals(0, run.exit(), run.err());
    assertEquals(form(CliRun.of("cache", "list").out()), form(run.out()));
  }

  /** The form of the last line, which sums up: other builds may add entries between two lists. */
  private static String form(String list) {
    return list.lines().reduce((a, b) -> b).orElse("").replaceAll("[0-9.]+", "#");
  }

  @Test
  void aBarIsReadableInALog() {
    assertEquals("calibration 41% 105/256 (0:00:17 / 0:00:24)",
        Progress.plain("\rcalibration  41% │███      │ 105/256 (0:00:17 / 0:00:24) "));
    assertEquals("hardware 100% 4/4 (0:00:12 / 0:00:00)",
        Progress.plain("\rhardware 100% \u001B[33m│█████████│\u001B[0m 4/4 (0:00:12 / 0:00:00) "));
  }

  @Test
  void aFileOfAnotherUnitNamesTheMissingTensor() {
    Path in = folder.resolve("scores.safetensors");
    new SafeTensorsWriter().u8("q_in", new int[] {1, 2}, 1, 2).f64("scale_in", new double[] {0.1}, 1).write(in);
    Path out = folder.resolve("out.safetensors");
    CliRun run = CliRun.of("exec", "layernorm", "--backend", "golden", "--in", in.toString(), "--out", out.toString());
    assertEquals("vit2rtl: " + in + " has no tensor 'zp_in'; it has [q_in, scale_in]\n", run.err());
    assertEquals(2, run.exit());
    assertEquals(false, Files.exists(out));
  }

  @Test
  void aTruncatedFileSaysWhere() throws IOException {
    Path in = folder.resolve("cut.safetensors");
    new SafeTensorsWriter().u8("q_in", new int[100], 10, 10).f64("scale_in", new double[] {0.1}, 1).write(in);
    byte[] whole = Files.readAllBytes(in);
    Files.write(in, Arrays.copyOf(whole, whole.length - 50));
    CliRun run = CliRun.of("exec", "softmax", "--backend", "golden", "--in", in.toString(), "--out", "x");
    String sentence = in + " is not a valid safetensors file: it places tensor 'q_in' at bytes ";
    assertEquals("vit2rtl: " + sentence, start(run.err(), sentence), run.err());
    assertEquals(2, run.exit());
  }

  @Test
  void scoresBeyondTheirWidthAreNamed() {
    Path in = folder.resolve("wide.safetensors");
    new SafeTensorsWriter().i32("q_in", new int[] {1, 2, 300, 4}, 2, 2).f64("scale_in", new double[] {0.1}, 1)
        .write(in);
    CliRun run = CliRun.of("exec", "softmax", "--backend", "golden", "--in", in.toString(), "--out", "x");
    assertEquals("vit2rtl: softmax: score 300 at row 1, element 0 is outside 0 to 255\n", run.err());
  }

  @Test
  void whatTheFileDecidesIsNotSet() {
    Path in = folder.resolve("scores.safetensors");
    new SafeTensorsWriter().u8("q_in", new int[] {1, 2}, 1, 2).f64("scale_in", new double[] {0.1}, 1).write(in);
    CliRun run = CliRun.of("exec", "softmax", "--backend", "golden", "--in", in.toString(), "--out", "x", "--set",
        "scale=0.2");
    assertEquals("vit2rtl: softmax: scale=0.2 is set, but " + in + " decides it; leave --set scale out\n", run.err());
    assertEquals(2, run.exit());
  }

  private static String start(String text, String sentence) {
    return text.substring(0, Math.min(text.length(), "vit2rtl: ".length() + sentence.length()));
  }
}
