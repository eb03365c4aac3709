package vit2rtl.sim.tutorial;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import vit2rtl.hdl.Component;
import vit2rtl.hdl.Hdl;
import vit2rtl.hdl.error.StructureException;
import vit2rtl.hdl.examples.Blender;
import vit2rtl.hdl.pipeline.Pipeline;
import vit2rtl.hdl.pipeline.Staged;
import vit2rtl.hdl.pipeline.Stages;
import vit2rtl.hdl.type.UInt;

/** The snippets of the tutorial's chapter about pipelines, run; and its texts compared with what is emitted. */
class PipelineChapterTest {

  // [early]
  static final class TooEarly extends Component {
    final UInt a = in(UInt.bits(8));
    final UInt y = out(UInt.upTo(3 * 255 + 1));

    @Override
    protected void build() {
      Pipeline pipe = pipeline(Stages.of("sum", "scale"));
      Staged<UInt> product = pipe.stage("scale").value("product", a.mul(3));
      Staged<UInt> sum = pipe.stage("sum").value("sum", product.at("sum").add(1));
      y.set(sum.at(pipe.end()));
    }
  }
  // [end]

  @Test
  void aValueThatIsNotThereYet() throws IOException {
    String message = assertThrows(StructureException.class, () -> Hdl.elaborate(TooEarly::new)).getMessage();
    assertTrue(page().contains(message.replaceFirst(":\\d+:", ":12:")), message);
  }

  @Test
  void theTextOnThePageIsTheOneThatIsEmitted() throws IOException {
    String text = Hdl.elaborate(Blender::new).text().replaceAll("(?m)^  ", "");
    String block = page().split("All that move together", 2)[1].split("```", 3)[1];
    assertTrue(text.contains(block.replaceFirst("verilog\n", "").stripTrailing()), block);
  }

  private static String page() throws IOException {
    return Files.readString(Path.of(System.getProperty("vit2rtl.root"), "docs/tutorial.md"));
  }
}
