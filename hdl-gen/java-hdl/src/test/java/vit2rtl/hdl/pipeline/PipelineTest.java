package vit2rtl.hdl.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.Sketch;
import vit2rtl.hdl.error.HdlException;
import vit2rtl.hdl.error.NameException;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.examples.Blender;
import vit2rtl.hdl.type.Bool;
import vit2rtl.hdl.type.UInt;
import vit2rtl.testkit.GoldenFile;

/** What a pipeline emits, and what it refuses; that it computes the right thing is tested by simulation. */
class PipelineTest {
  private static final Stages STAGES = Stages.of("read", "shift").then("sum", 2).then("clip");

  @Test
  void latenciesAreReadFromTheStages() {
    assertEquals(List.of("read", "shift", "sum", "sum_2", "clip"), STAGES.names());
    assertEquals(5, STAGES.cycles());
    assertEquals(0, STAGES.until("read"));
    assertEquals(5, STAGES.until("end"));
    assertEquals(3, STAGES.between("shift", "clip"));
    assertEquals(-3, STAGES.between("clip", "shift"));
    assertEquals(STAGES,
        Stages.of("read").then(Stages.of("shift", "sum")).then("nothing", 0).then("sum_2").then("clip"));
  }

  @Test
  void stagesThatCannotBe() {
    assertEquals("PipelineTest.java:L: stage: the name 'a' is taken; choose another", message(NameException.class,
        () -> Stages.of("a", "b").then("a")));
    assertEquals("PipelineTest.java:L: stage: the name 'end' is taken; choose another", message(NameException.class,
        () -> Stages.of("end")));
    assertEquals("PipelineTest.java:L: stage: the name 'a b' is illegal; use letters, digits and single underscores, a"
        + " letter first", message(NameException.class, () -> Stages.of("a b")));
    assertEquals("PipelineTest.java:L: stage: there is no 'c' among the stages a, b; name one of them or 'end'",
        message(StructureException.class, () -> Stages.of("a", "b").between("a", "c")));
    assertEquals("PipelineTest.java:L: stage: -1 cycles of 'a'; allowed: from 0; count the stages",
        message(StructureException.class, () -> Stages.of().then("a", -1)));
  }

  /** Registers by value and stage, under one condition. */
  @Test
  void textIsAsReviewed() throws IOException {
    GoldenFile.check(PipelineTest.class, "Blender.v", Hdl.elaborate(Blender::new).text());
  }

  @Test
  void aValueCostsRegistersOnlyAsFarAsItIsUsed() {
    String text = Hdl.elaborate(() -> new Sketch(t -> {
      Pipeline pipe = t.pipe(STAGES);
      Staged<UInt> a = pipe.start().value("x", t.a);
      pipe.start().value("unused", t.a);
      t.y.set(a.at("sum").xor(a.at("shift")).xor(a.at("sum")));
    })).text();
    assertEquals(List.of("x_at_shift", "x_at_sum"), registers(text));
  }

  @Test
  void onlyFlagsAreReset() {
    String text = Hdl.elaborate(() -> new Sketch(t -> {
      Pipeline pipe = t.pipe(STAGES);
      Staged<Bool> valid = pipe.start().flag("valid", t.go);
      Staged<Bool> plain = pipe.start().value("plain", t.go);
      t.y.set(valid.at("shift").and(plain.at("shift")).asUInt());
    })).text();
    assertTrue(text.contains("valid_at_shift <= 1'b0;"), text);
    assertFalse(text.contains("plain_at_shift <= 1'b0;"), text);
  }

  @Test
  void aRegisterMadeByAUseInsideAWhenMovesAlways() {
    String text = Hdl.elaborate(() -> new Sketch(t -> {
      Staged<UInt> x = t.pipe(STAGES).start().value("x", t.a);
      t.y.set(UInt.lit(0));
      t.given(() -> t.y.set(x.at("shift")));
    })).text();
    assertTrue(text.replaceAll("\\s+", " ").contains("always @(posedge clk) begin x_at_shift <= a; end"), text);
  }

  @Test
  void valuesUsedWhereTheyCannotBe() {
    refused("HERE: in Sketch: use of x: it is used in read and computed later, in shift;"
        + " use it from shift on, or compute it earlier", t -> {
          Pipeline pipe = t.pipe(STAGES);
          pipe.stage("shift").value("x", t.a).at("read");
        });
    refused("HERE: in Sketch: use of x: the stage shift is one of another pipeline;"
        + " give the value to that pipeline as a value of its own", t -> {
          Staged<UInt> x = t.pipe(STAGES).start().value("x", t.a);
          x.at(t.pipe(STAGES).stage("shift"));
        });
    refused("HERE: in Sketch/inner: use of x: its pipeline belongs to Sketch, another component;"
        + " describe it in that component's build()", t -> {
          Staged<UInt> x = t.pipe(STAGES).start().value("x", t.a);
          t.child("inner", () -> new Sketch(inner -> x.at("shift")));
        });
    Pipeline[] childs = new Pipeline[1];
    refused("HERE: in Sketch: value x: its pipeline belongs to Sketch/inner, which has been built;"
        + " describe it in that component's build()", t -> {
          t.child("inner", () -> new Sketch(inner -> {
            inner.y.set(inner.a);
            childs[0] = inner.pipe(STAGES);
          }));
          childs[0].start().value("x", t.a);
        });
    refused("HERE: in Sketch: value x: it is declared inside a when or a switch; declare it before, and use it inside",
        t -> {
          Pipeline pipe = t.pipe(STAGES);
          t.given(() -> pipe.start().value("x", t.a.xor(t.a)));
        });
  }

  @Test
  void valuesThatMixStages() {
    refused("HERE: in Sketch: value sum: it is one of stage sum and computed from x as it is in stage shift;"
        + " use x.at(\"sum\")", t -> {
          Pipeline pipe = t.pipe(STAGES);
          Staged<UInt> x = pipe.start().value("x", t.a);
          UInt between = t.local("between");
          between.set(x.at("shift"));
          t.y.set(pipe.stage("sum").value("sum", between.xor(x.at("sum"))).now());
        });
    refused("HERE: in Sketch: value chosen: it is one of stage shift and computed from go as it is in stage sum;"
        + " use go.at(\"shift\")", t -> {
          Pipeline pipe = t.pipe(STAGES);
          Staged<Bool> go = pipe.start().value("go", t.go);
          t.y.set(pipe.stage("shift").value("chosen", go.at("sum").mux(t.a, UInt.lit(0))).now());
        });
  }

  @Test
  void stagesThatAreNotThere() {
    refused("HERE: in Sketch: stage: there is no 'clop' among the stages read, shift, sum, sum_2, clip;"
        + " name one of them or 'end'", t -> t.pipe(STAGES).stage("clop"));
    refused("HERE: in Sketch: stage: there is none before read; give the pipeline another first stage",
        t -> t.pipe(STAGES).stage("shift").previous().previous());
    refused("HERE: in Sketch: stage: there is none 2 after clip, only 1; give the pipeline more stages",
        t -> t.pipe(STAGES).stage("clip").after(2));
    refused("HERE: in Sketch: deliver: the pipeline was made without an output stream;"
        + " make it with pipeline(stages, output)", t -> {
          Pipeline pipe = t.pipe(STAGES);
          pipe.deliver(pipe.start().flag("valid", t.go));
        });
  }

  private static void refused(String expected, Consumer<Sketch> body) {
    String found = message(StructureException.class, () -> Hdl.elaborate(() -> new Sketch(body)));
    assertEquals(expected.replace("HERE", "PipelineTest.java:L"), found);
  }

  private static String message(Class<? extends HdlException> type, Runnable body) {
    return assertThrows(type, body::run).getMessage().replaceAll(":\\d+:", ":L:");
  }

  private static List<String> registers(String text) {
    return text.lines().filter(line -> line.matches(" *reg .*")).map(line -> line.replaceAll(".* (\\w+);", "$1"))
        .toList();
  }
}
