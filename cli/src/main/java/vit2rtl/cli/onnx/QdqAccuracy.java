package vit2rtl.cli.onnx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Locale;
import vit2rtl.cli.output.Evaluations;
import vit2rtl.golden.data.Images;
import vit2rtl.golden.eval.Evaluation;
import vit2rtl.golden.eval.EvaluationFiles;
import vit2rtl.golden.network.QuantizedModel;
import vit2rtl.golden.onnx.run.OnnxClassifier;
import vit2rtl.golden.onnx.run.OnnxRuntime;
import vit2rtl.golden.onnx.run.OnnxRuntimeException;
import vit2rtl.golden.onnx.run.OnnxSession;
import vit2rtl.sim.tool.ToolException;

/**
 * A network of floats between QuantizeLinear and DequantizeLinear beside the integers it was made from.
 *
 * @param network integers
 * @param file    as export onnx --qdq writes it
 */
record QdqAccuracy(QuantizedModel network, byte[] file) {

  /** Prints both, and writes them to {@code json} if there is one. */
  int measure(Images images, Path json) {
    OnnxRuntime runtime = OnnxRuntimeJar.load();
    Evaluation floats;
    try (OnnxSession session = runtime.open(file)) {
      floats = Evaluations.run("QDQ", images, new OnnxClassifier(session, network.imageFormat().classes()));
    } catch (OnnxRuntimeException e) {
      throw new ToolException(e.getMessage(), e);
    }
    Evaluation integers = Evaluations.run("integers", images, network.network());
    double agreement = floats.agreement(integers);
    System.out.printf(Locale.ROOT, "QDQ in ONNX Runtime %s: top-1 %s, the integers' %s; the same class on %.2f %% of %d images%n",
        runtime.version(), Evaluations.percent(floats.top1()), Evaluations.percent(integers.top1()), agreement, images.size());
    if (json != null) {
      ObjectNode node = EvaluationFiles.json(floats);
      node.put("agreement", agreement);
      node.set("integers", EvaluationFiles.json(integers));
      EvaluationFiles.write(json, node);
    }
    return 0;
  }
}
